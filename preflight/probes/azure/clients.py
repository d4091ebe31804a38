"""The clients of a run: each made once, by the first question that needs it, all with one sign-in and one transport."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import warnings
from typing import TYPE_CHECKING, Any

from preflight import __version__
from preflight.probes.azure.cloud import CLOUDS
from preflight.probes.azure.credential import SignIn
from preflight.probes.azure.failure import NotRead
from preflight.probes.azure.once import Once, OnceEach
from preflight.probes.azure.transport import ReadOnlyTransport
from preflight.probes.azure.wire import Listener
from preflight.probes.azure.words import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.address import Address
    from preflight.probes.azure.clock import Clock

_AGENT = f"azureml-preflight/{__version__}"
# What the packages do by themselves takes 5 s to 9 min for an error.
_RETRIES = {
    "retry_total": 2,
    "retry_connect": 1,
    "retry_read": 0,
    "retry_status": 2,
    "retry_backoff_factor": 0.3,
    "retry_backoff_max": 4,
}
_BLOB_RETRIES = {"retry_total": 1, "initial_backoff": 0.5, "increment_base": 1, "random_jitter_range": 0}
# It names the cloud for azure-ai-ml, which else may ask the network for it while it is imported.
_CLOUD_VARIABLE = "AZUREML_CURRENT_CLOUD"


class Clients:
    """Makers of clients; those with an argument are made for each subscription or account."""

    def __init__(self, address: Address, clock: Clock) -> None:
        """Take what all clients have in common."""
        self.cloud = CLOUDS[address.cloud]
        self.listener = Listener()
        self.sign_in = SignIn(self.cloud)
        self.machine_learning = Once(self._machine_learning)
        self.authorization = OnceEach(self._authorization)
        self.registries = OnceEach(self._registries)
        self.manager = Once(self._manager)
        self.blobs = OnceEach(self._blobs)
        self._address = address
        self._clock = clock
        self._imports = threading.Lock()
        self._transport = Once(self._shared_transport)
        _silence()

    def authenticate(self) -> None:
        """Get the token that every question needs; raises SignInFailed."""
        with self._loading("azure-identity"):
            self.sign_in.prepare()
        self.sign_in.get_token(self.cloud.scope)

    def close(self) -> None:
        """Close all connections."""
        for opened in (self.sign_in.prepare, self._transport):
            if opened.is_made:
                opened().close()

    def _machine_learning(self) -> Any:
        where = self._address
        with self._loading("azure-ai-ml"):
            more: dict[str, Any] = {"cloud": where.cloud, "enable_telemetry": False, "show_progress": False, **self._common()}
            self.sign_in.prepare()  # it has to wait for the network, which the import needs not
            os.environ[_CLOUD_VARIABLE] = where.cloud
            from azure.ai.ml import MLClient

            return MLClient(self.sign_in, where.subscription, where.resource_group, where.workspace, **more)

    def _authorization(self, subscription: str) -> Any:
        with self._loading("azure-mgmt-authorization"):
            from azure.mgmt.authorization import AuthorizationManagementClient

            return AuthorizationManagementClient(self.sign_in, subscription, **self._managed())

    def _registries(self, subscription: str) -> Any:
        with self._loading("azure-mgmt-containerregistry"):
            from azure.mgmt.containerregistry import ContainerRegistryManagementClient

            return ContainerRegistryManagementClient(self.sign_in, subscription, **self._managed())

    def _manager(self) -> Any:
        with self._loading("azure-mgmt-core"):
            from azure.core.pipeline.policies import CustomHookPolicy, RetryPolicy, UserAgentPolicy
            from azure.mgmt.core import ARMPipelineClient
            from azure.mgmt.core.policies import ARMChallengeAuthenticationPolicy

            policies = [
                UserAgentPolicy(user_agent=_AGENT),
                RetryPolicy(**_RETRIES),
                ARMChallengeAuthenticationPolicy(self.sign_in, self.cloud.scope),
                CustomHookPolicy(raw_response_hook=self.listener.hook),
            ]
            return ARMPipelineClient(f"https://{self.cloud.manager}", policies=policies, transport=self._transport())

    def _blobs(self, endpoint: str) -> Any:
        with self._loading("azure-storage-blob"):
            from azure.storage.blob import BlobServiceClient

            return BlobServiceClient(endpoint, credential=self.sign_in, **{**self._common(), **_BLOB_RETRIES})

    @contextlib.contextmanager
    def _loading(self, package: str) -> Iterator[None]:
        """Import one package at a time: two threads in the same circle of imports would see halves of modules.

        Raises NotRead for a package that fails at it, as some that belong together by their own account do.
        """
        with self._imports:
            try:
                yield
            except Exception as error:
                reason = f"{package} does not work here: {type(error).__name__}: {said(error)}"
                raise NotRead(f"{reason}; pip install --upgrade 'azureml-preflight[live]'") from error

    def _managed(self) -> dict[str, Any]:
        return {"base_url": f"https://{self.cloud.manager}", "credential_scopes": [self.cloud.scope], **self._common()}

    def _common(self) -> dict[str, Any]:
        return {
            "transport": self._transport(),
            "raw_response_hook": self.listener.hook,
            "user_agent": _AGENT,
            "permit_redirects": False,
            **_RETRIES,
        }

    def _shared_transport(self) -> ReadOnlyTransport:
        from azure.core.pipeline.transport import RequestsTransport

        return ReadOnlyTransport(RequestsTransport(), self._clock)


def _silence() -> None:
    """Keep the packages from writing to standard error, as logging and warnings do where nobody has said otherwise."""
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
