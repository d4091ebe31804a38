"""Signing in: as azure-identity's default does, once for each scope, however many clients ask."""

from __future__ import annotations

import os
import re
import threading
import time
from typing import TYPE_CHECKING, Any

from preflight.probes.azure.once import Once
from preflight.probes.azure.words import said

if TYPE_CHECKING:
    from preflight.probes.azure.cloud import Cloud

# A token that is about to expire is of no use any more.
_SPARE_SECONDS = 60
_ATTEMPT = re.compile(r"^\s+(?P<credential>\w+Credential): (?P<said>.*)$", re.MULTILINE)
_REMEDIES = {
    "EnvironmentCredential": "check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
    "WorkloadIdentityCredential": "check the federated credential of the application",
    "ManagedIdentityCredential": "check the managed identity of this machine",
    "AzurePowerShellCredential": "run `Connect-AzAccount`",
    "AzureDeveloperCliCredential": "run `azd auth login`",
}
_LOGIN = "run `az login`"


_Key = tuple[str | None, ...]


class SignInFailed(Exception):
    """No token is to be had; the message says why, with the remedy."""


class _Token:
    """The token for a scope, or why there is none; one thread fetches it and the others wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.value: Any = None
        self.failure: SignInFailed | None = None

    def is_good(self) -> bool:
        return self.value is not None and self.value.expires_on - time.time() > _SPARE_SECONDS


class SignIn:
    """The credential of all clients of a run."""

    def __init__(self, cloud: Cloud) -> None:
        """Take the cloud to sign in to."""
        self._cloud = cloud
        self.prepare = Once(self._credential)
        self._lock = threading.Lock()
        self._tokens: dict[_Key, _Token] = {}

    def get_token(self, *scopes: str, claims: str | None = None, tenant_id: str | None = None, **_: object) -> Any:
        """Return a token, the one that is there if there is one; raises SignInFailed, for each scope after one try only.

        `claims` are those of a challenge: the token that was there did not do. Tokens that may be revoked within their hour
        (`enable_cae`) are not asked for: a run is over in a minute.
        """
        with self._lock:
            token = self._tokens.setdefault((tenant_id, *scopes), _Token())
        with token.lock:
            if claims is None and token.failure is not None:
                raise token.failure
            if claims is None and token.is_good():
                return token.value
            try:
                more = {"claims": claims} if claims else {}
                token.value = self.prepare().get_token(*scopes, tenant_id=tenant_id, **more)
            except Exception as error:
                token.failure = SignInFailed(_reason(str(error)))
                raise token.failure from error
            return token.value

    def _credential(self) -> Any:
        from azure.identity import DefaultAzureCredential

        more = {}
        if self._cloud.sign_in is not None:
            more["authority"] = self._cloud.sign_in
            os.environ["AZURE_AUTHORITY_HOST"] = self._cloud.sign_in  # workload identities are not given the authority
        return DefaultAzureCredential(
            retry_total=1, retry_connect=1, retry_read=0, retry_backoff_factor=0.3, connection_timeout=5, read_timeout=15, **more
        )


def _reason(text: str) -> str:
    """Return why nobody is signed in, from what every credential says that azure-identity tried."""
    attempts = {match["credential"]: match["said"] for match in _ATTEMPT.finditer(text)}
    for credential, failure in attempts.items():
        if "AADSTS" in failure:
            return f"sign-in failed: {credential}: {said(failure)}; {_REMEDIES.get(credential, _LOGIN)}"
    for credential, failure in attempts.items():
        if "Authentication failed" in failure:
            return f"sign-in failed: {credential}: {said(failure)}; check that the sign-in service can be reached"
    if attempts:
        return f"sign-in failed: nobody is signed in; {_LOGIN}, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"
    return f"sign-in failed: {said(text)}; {_LOGIN}"
