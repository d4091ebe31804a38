"""The fake Azure is reached through a proxy, keeps strangers out, notes everything and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.address import address, is_within
from tests.azure.fake import FakeAzure
from tests.azure.faults import BlackHole, Delay, Hang
from tests.azure.traffic import Exchange, Traffic

if TYPE_CHECKING:
    from contextlib import ExitStack

    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

MANAGER = "management.azure.com"
CHILD = """
from azure.identity import DefaultAzureCredential
from azure.mgmt.containerregistry import ContainerRegistryManagementClient
client = ContainerRegistryManagementClient(DefaultAzureCredential(), "5f0c2a84-3b7e-4d19-8c65-1e9a7b40d2f3")
print(client.registries.get("rg-heart", "acrheart").login_server)
"""


def _connection(azure: FakeAzure, host: str = MANAGER, *, trusting: bool = True) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cafile=azure.bundle) if trusting else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    connection = http.client.HTTPSConnection("127.0.0.1", int(azure.proxy.rpartition(":")[2]), timeout=10, context=context)
    connection.set_tunnel(host, 443)
    return connection


@pytest.mark.parametrize(
    "host", ["example.com", "westeurope.experiments.azureml.net", f"{MANAGER}.example.com", "a.b.blob.core.windows.net", "pypi.org"]
)
def test_strangers_are_kept_out(azure: FakeAzure, host: str) -> None:
    connection = _connection(azure, host)
    with pytest.raises(OSError, match="403"):
        connection.request("GET", "/")
    connection.close()
    assert azure.log.strangers() == [host]
    assert azure.log.exchanges == []


def test_only_tunnels(azure: FakeAzure) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(azure.proxy.rpartition(":")[2]), timeout=10)
    connection.request("GET", "http://example.com/")
    assert connection.getresponse().status == 405
    connection.close()


def test_client_that_does_not_trust(azure: FakeAzure) -> None:
    connection = _connection(azure, trusting=False)
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", "/")
    connection.close()
    assert azure.log.exchanges == []


def test_connection_is_used_again(azure: FakeAzure) -> None:
    connection = _connection(azure)
    for method, status in (("GET", 401), ("HEAD", 401), ("POST", 401)):
        connection.request(method, f"{good.WORKSPACE}?api-version=2025-12-01", body=b"x" if method == "POST" else None)
        reply = connection.getresponse()
        assert (reply.status, bool(reply.read())) == (status, method != "HEAD")
    connection.close()
    assert len(azure.log.tunnels) == 1
    assert [one.method for one in azure.log.writes()] == ["POST"]


@pytest.mark.parametrize("token", ["x", "a.b.c", "a.W10.c", "a.!.c"])
def test_what_is_no_token(azure: FakeAzure, token: str) -> None:
    connection = _connection(azure)
    connection.request("GET", f"{good.WORKSPACE}?api-version=2025-12-01", headers={"Authorization": f"Bearer {token}"})
    reply = connection.getresponse()
    assert (reply.status, "AuthenticationFailed" in reply.read().decode()) == (401, True)
    assert reply.headers["WWW-Authenticate"].startswith("Bearer authorization_uri=")
    connection.close()


def test_sign_in_knows_its_own_paths_only(azure: FakeAzure) -> None:
    connection = _connection(azure, "login.microsoftonline.com")
    for method, path in (("GET", "/common/oauth2/v2.0/devicecode"), ("POST", "/common/oauth2/v2.0/token")):
        connection.request(method, path, body=b"client_id=x")
        reply = connection.getresponse()
        assert (reply.status, "AADSTS90002" in reply.read().decode()) == ((404, False) if method == "GET" else (400, True))
    connection.close()


def test_process_needs_nothing_but_its_environment(azure: FakeAzure) -> None:
    ran = subprocess.run([sys.executable, "-c", CHILD], env=azure.env, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.stdout.strip(), ran.stderr, ran.returncode) == ("acrheart.azurecr.io", "", 0)
    assert azure.log.strangers() == []
    assert [one.host for one in azure.log.exchanges][-1] == MANAGER


def test_environment_leads_nowhere_else(azure: FakeAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "no_proxy",
        "NO_PROXY",
        "http_proxy",
        "AZURE_CLIENT_CERTIFICATE_PATH",
        "ARM_CLOUD_METADATA_URL",
        "MSI_ENDPOINT",
        "AZUREML_CURRENT_CLOUD",
    ):
        monkeypatch.setenv(name, "elsewhere")
    assert "elsewhere" not in azure.env.values()
    assert azure.env["PATH"] == os.environ["PATH"]


def test_nothing_is_left_behind() -> None:
    azure = FakeAzure(good.good_world())
    with azure:
        azure.world.fault(MANAGER, Hang(), 1)
        azure.world.fault(MANAGER, Delay(600), 1)
        azure.world.fault("login.microsoftonline.com", BlackHole())
        waiting = [_connection(azure), _connection(azure)]
        for connection in waiting:
            connection.request("GET", "/")
        silent = socket.create_connection(("127.0.0.1", int(azure.proxy.rpartition(":")[2])))
        lost = socket.create_connection(("127.0.0.1", int(azure.proxy.rpartition(":")[2])))
        lost.sendall(b"CONNECT login.microsoftonline.com:443 HTTP/1.1\r\n\r\n")
        port, folder = int(azure.proxy.rpartition(":")[2]), Path(azure.bundle).parent
        mine = f"fake-azure-{port}"
        assert any(thread.name.startswith(mine) for thread in threading.enumerate())
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(mine)]
    assert not folder.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    opened: list[Any] = [*waiting, silent, lost]
    for one in opened:
        one.close()


def test_reset_frees_whoever_waits(azure: FakeAzure) -> None:
    azure.world.fault(MANAGER, Hang())
    connection = _connection(azure)
    connection.request("GET", "/")
    old = azure.log
    azure.reset(good.good_world())
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    connection.close()
    assert azure.log.exchanges == []
    assert old is not azure.log


def test_fault_of_the_fake_itself_is_told(azure: FakeAzure, opened: ExitStack) -> None:
    azure.world.cloud = None  # type: ignore[assignment]  # what no test does
    connection = _connection(azure)
    with pytest.raises(OSError, match=r"Tunnel|closed|reset"):
        connection.request("GET", "/")
    connection.close()
    with pytest.raises(AssertionError, match="AttributeError"):
        azure.reset(good.good_world())


def test_many_at_once(azure: FakeAzure, arm: Clients) -> None:
    azure.world.latency_ms = 50
    arm(good.WORKSPACE)
    with ThreadPoolExecutor(8) as pool:
        assert {status for status, _ in pool.map(arm, [good.COMPUTE] * 16)} == {200}
    assert azure.log.count("*/computes/*") == 16
    assert 2 <= len(azure.log.chain()) - 3 <= 8


def _exchange(start: float, end: float, method: str = "GET", path: str = "/") -> Exchange:
    return Exchange(method, "host", path, "", "", 200, start, end)


@pytest.mark.parametrize(
    ("times", "length"),
    [([], 0), ([(0, 1)], 1), ([(0, 2), (0, 1), (1, 2), (1.5, 3)], 2), ([(0, 9), (1, 2), (3, 4), (5, 6)], 3), ([(0, 5), (1, 6), (2, 7)], 1)],
)
def test_longest_chain(times: list[tuple[float, float]], length: int) -> None:
    traffic = Traffic()
    traffic.exchanges += [_exchange(start, end) for start, end in times]
    assert len(traffic.chain()) == length


def test_what_counts_as_writing() -> None:
    traffic = Traffic()
    traffic.exchanges += [
        _exchange(0, 0, method, path) for method in ("GET", "HEAD", "POST", "PUT", "CONNECT") for path in ("/t/oauth2/v2.0/token", "/x")
    ]
    assert [(one.method, one.path) for one in traffic.writes()] == [
        ("POST", "/x"),
        ("PUT", "/t/oauth2/v2.0/token"),
        ("PUT", "/x"),
        ("CONNECT", "/t/oauth2/v2.0/token"),
        ("CONNECT", "/x"),
    ]
    assert (traffic.count("HOST/x"), traffic.count(method="GET"), traffic.count("host/*/token", "P*")) == (5, 2, 2)


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("/subscriptions/s", ("Microsoft.Resources/subscriptions", "s", "", "", False)),
        ("/subscriptions/s/resourceGroups/g", ("Microsoft.Resources/subscriptions/resourceGroups", "g", "g", "", False)),
        ("/subscriptions/s/resourceGroups/g/providers/N.S//ws/w", ("N.S/ws", "w", "g", "/subscriptions/s/resourceGroups/g", False)),
        ("/subscriptions/s/providers/N.S/locations/l/usages", ("N.S/locations/usages", "l", "", "/subscriptions/s", True)),
        ("/subscriptions/s/providers/N.S/ws/w/providers/M.A/ra/r", ("M.A/ra", "r", "", "/subscriptions/s/providers/N.S/ws/w", False)),
        ("/providers/M.A/ra", ("M.A/ra", "", "", "", True)),
        ("/", ("Microsoft.Resources", "", "", "", False)),
    ],
)
def test_address(path: str, facts: tuple[Any, ...]) -> None:
    where = address(path)
    assert (where.type, where.name, where.group, where.scope, where.is_collection) == facts


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("/subscriptions/s/x", "/SUBSCRIPTIONS/S", True),
        ("/subscriptions/s2", "/subscriptions/s", False),
        ("/subscriptions/s", "/", True),
        ("/subscriptions/s", "/providers/Microsoft.Management/managementGroups/m", True),
        ("/subscriptions/s", "/subscriptions/s/x", False),
    ],
)
def test_scopes(inner: str, outer: str, *, inside: bool) -> None:
    assert is_within(inner, outer) is inside
