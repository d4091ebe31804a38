"""For which service of Azure a token is."""

from __future__ import annotations

import pytest

from preflight.az.audience import ARM, ML, accepts, cloud_of, taken_by

PUBLIC, CHINA, GOVERNMENT = (
    "heart.westeurope.inference.ml.azure.com",
    "heart.chinanorth3.inference.ml.azure.cn",
    "heart.usgovvirginia.inference.ml.azure.us",
)


@pytest.mark.parametrize(
    ("host", "ml"),
    [
        (PUBLIC, "https://ml.azure.com"),
        (f"{PUBLIC.upper()}:443", "https://ml.azure.com"),
        ("management.azure.com", "https://ml.azure.com"),
        ("management.core.windows.net", "https://ml.azure.com"),
        (CHINA, "https://ml.azure.cn"),
        ("management.chinacloudapi.cn", "https://ml.azure.cn"),
        (GOVERNMENT, "https://ml.azure.us"),
        ("management.usgovcloudapi.net", "https://ml.azure.us"),
        ("example.com", None),
        ("notml.azure.com.example.com", None),
        ("", None),
    ],
)
def test_the_cloud_of_a_host(host: str, ml: str | None) -> None:
    cloud = cloud_of(host)
    assert (cloud.ml if cloud is not None else None) == ml


@pytest.mark.parametrize(
    ("resource", "ml", "arm"),
    [
        ("https://ml.azure.com", True, False),
        ("https://ml.azure.com/", True, False),
        ("HTTPS://ML.azure.com/.default", True, False),
        ("https://ml.azure.com//.default ", True, False),
        ("18a66f5f-dbdf-4c17-9dd7-1634712a9cbe", True, False),
        ("api://18a66f5f-dbdf-4c17-9dd7-1634712a9cbe/.default", True, False),
        ("https://management.azure.com", False, True),
        ("https://management.azure.com/.default", False, True),
        ("https://management.core.windows.net/", False, True),
        ("797f4846-ba00-4fd7-ba43-dac1f8f63013", False, True),
        ("https://storage.azure.com", False, False),
        ("ml.azure.com", False, False),
        ("", False, False),
        ("https://ml.azure.cn", False, False),
    ],
)
def test_who_takes_a_token(resource: str, ml: bool, arm: bool) -> None:  # noqa: FBT001 - a column of the table
    cloud = cloud_of(PUBLIC)
    assert (accepts(ML, cloud, resource), accepts(ARM, cloud, resource)) == (ml, arm)


def test_each_cloud_has_its_own() -> None:
    assert accepts(ML, cloud_of(CHINA), "https://ml.azure.cn/")
    assert not accepts(ML, cloud_of(CHINA), "https://ml.azure.com")
    assert accepts(ARM, cloud_of(GOVERNMENT), "https://management.core.usgovcloudapi.net/")
    assert taken_by(ML, cloud_of(GOVERNMENT)) == "https://ml.azure.us"
    assert taken_by(ARM, cloud_of(CHINA)) == "https://management.chinacloudapi.cn"


def test_where_the_cloud_is_not_known_each_will_do() -> None:
    assert all(accepts(ML, None, one) for one in ("https://ml.azure.com", "https://ml.azure.cn", "https://ml.azure.us"))
    assert not accepts(ML, None, "https://management.azure.com")
    assert taken_by(ML, None) == "https://ml.azure.com"
