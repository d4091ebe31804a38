"""The clouds, and which hosts may see a token."""

from __future__ import annotations

import pytest

from preflight import address
from preflight.probes.azure.cloud import CLOUDS

PUBLIC = CLOUDS["AzureCloud"]


def test_every_cloud_has_its_hosts() -> None:
    assert set(CLOUDS) == set(address.CLOUDS)
    assert {name: cloud.scope for name, cloud in CLOUDS.items()} == {
        "AzureCloud": "https://management.azure.com/.default",
        "AzureUSGovernment": "https://management.usgovcloudapi.net/.default",
        "AzureChinaCloud": "https://management.chinacloudapi.cn/.default",
    }


@pytest.mark.parametrize(
    "host", ["stdata.blob.core.windows.net", "a1b.z12.blob.storage.azure.net", "stdata-secondary.blob.core.windows.net"]
)
def test_storage_accounts(host: str) -> None:
    assert PUBLIC.holds_account(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "blob.core.windows.net",
        "stdata.blob.core.windows.net.evil.example",
        "evil.example",
        "evil.example#.blob.core.windows.net",
        "user@stdata.blob.core.windows.net",
        "stdata.blob.core.windows.net:444",
        "stdata.blob.core.windows.net\n",
        "stdata.blob.core.usgovcloudapi.net",
        "stdata.dfs.core.windows.net",
        "st.data.blob.core.windows.net",
        "stdataXblobXcore.windows.net",
    ],
)
def test_other_hosts(host: str) -> None:
    assert not PUBLIC.holds_account(host)
