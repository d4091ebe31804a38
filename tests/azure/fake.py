"""The fake Azure: a server for worlds, and the environment of a process that is to meet it instead of Azure."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.azure import blob, entra, history, manager
from tests.azure.authority import Authority
from tests.azure.cloud import Service
from tests.azure.faults import RefuseTunnel, spoiled
from tests.azure.message import Reply, Request, Silence
from tests.azure.proxy import Outcome, Proxy
from tests.azure.traffic import Exchange, Traffic, Tunnel
from tests.azure.world import World

if TYPE_CHECKING:
    from types import TracebackType

_STRANGER = 403
_NO_ADDRESS = 502
_STRANGE_PREFIXES = ("ARM_", "AZURE", "IDENTITY_", "IMDS_", "MSI_")
_STRANGE_NAMES = frozenset(
    {"ALL_PROXY", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE"}
)


class FakeAzure:
    """A server of one world at a time, to be used in a `with` statement.

    `world` is what there is, and may be changed at any time; `log` is what was asked since the last `reset`.
    """

    def __init__(self, world: World | None = None) -> None:
        """Take a world, an empty one where none is given."""
        self.world = world or World()
        self.log = Traffic()

    def __enter__(self) -> Self:
        """Start to serve."""
        self._folder = tempfile.TemporaryDirectory(prefix="fake-azure-")
        self._authority = Authority(Path(self._folder.name))
        self._proxy = Proxy(self, self._authority.server_context())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop; afterwards no thread and no file is left."""
        self._proxy.stop()
        self._folder.cleanup()
        if kind is None:
            self._check()

    def reset(self, world: World) -> World:
        """Serve another world to whoever comes from now on, and forget what was asked; raises AssertionError for a fault of the fake."""
        self._proxy.hang_up()
        self._check()
        self.world = world
        self.log = Traffic()
        return world

    @property
    def proxy(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self._proxy.port}"

    @property
    def bundle(self) -> str:
        """The file with the certificate that a client must trust."""
        return str(self._authority.bundle)

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables that a process needs to meet this Azure."""
        caller = self.world.caller
        return {
            "HTTPS_PROXY": self.proxy,
            "REQUESTS_CA_BUNDLE": self.bundle,
            "SSL_CERT_FILE": self.bundle,
            "AZURE_TENANT_ID": caller.tenant_id,
            "AZURE_CLIENT_ID": caller.client_id,
            "AZURE_CLIENT_SECRET": caller.client_secret,
        }

    @property
    def env(self) -> dict[str, str]:
        """The whole environment of such a process: this one's, without what leads elsewhere."""
        return {name: value for name, value in os.environ.items() if name not in strange_variables()} | self.variables

    def admit(self, host: str) -> int | Silence:
        """Let a client through to the hosts of this cloud only."""
        status = self._admission(host)
        self.log.tunnels.append(Tunnel(host, 0 if isinstance(status, Silence) else status))
        return status

    def serve(self, request: Request) -> Outcome:
        """Return what the world says to a request, or what goes wrong with it."""
        seconds, what = self.world.faults.of_answer(request)
        return Outcome(self.world.latency_ms / 1000 + seconds, spoiled(self._answer(request), what))

    def note(self, request: Request, status: int, start: float, end: float) -> None:
        """Put a request that is over into the log."""
        exchange = Exchange(request.method, request.host, request.path, request.query_text, request.api_version, status, start, end)
        self.log.exchanges.append(exchange)

    def _admission(self, host: str) -> int | Silence:
        service = self.world.cloud.service(host)
        if service is None:
            return _STRANGER
        fault = self.world.faults.of_tunnel(host)
        if fault is not None:
            return fault.status if isinstance(fault, RefuseTunnel) else Silence.WAIT
        return _NO_ADDRESS if service is Service.BLOB and not blob.is_there(self.world, host) else 200

    def _answer(self, request: Request) -> Reply:
        match self.world.cloud.service(request.host):
            case Service.SIGN_IN:
                return entra.answer(self.world, request)
            case Service.MANAGER:
                return manager.answer(self.world, request)
            case Service.HISTORY:
                return history.answer(self.world, request)
            case _:
                return blob.answer(self.world, request)

    def _check(self) -> None:
        failures, self._proxy.failures = self._proxy.failures, []
        assert not failures, "\n".join(failures)


def strange_variables() -> list[str]:
    """Return the variables of this process that would lead a client of Azure elsewhere."""
    return [name for name in os.environ if name.upper() in _STRANGE_NAMES or name.upper().startswith(_STRANGE_PREFIXES)]
