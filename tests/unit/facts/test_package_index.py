"""Which indexes and channels are anybody's."""

from __future__ import annotations

import pytest

from preflight.facts.package_index import own_channel, own_index


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://pypi.org/simple", ""),
        ("https://download.pytorch.org/whl/cu118", ""),
        ("https://PYPI.nvidia.com", ""),
        ("http://pypi.corp:8080/simple", "`pypi.corp`"),
        ("https://notpypi.org/simple", "`notpypi.org`"),
        ("https://me:secret@pkgs.dev.azure.com/x/_packaging/y/pypi/simple/", "`pkgs.dev.azure.com`"),
        ("./wheels", "`./wheels`"),
        ("${INDEX}", "`${INDEX}`"),
    ],
)
def test_an_index(url: str, own: str) -> None:
    assert own_index(url) == own


@pytest.mark.parametrize(
    ("channel", "own"),
    [
        ("conda-forge", ""),
        ("conda-forge/label/dev", ""),
        ("defaults/linux-64", ""),
        ("", ""),
        ("https://repo.anaconda.com/pkgs/main", ""),
        ("https://conda.corp/x", "`conda.corp`"),
        ("file:///opt/channel", "`file:///opt/channel`"),
        ("./channel", "`./channel`"),
        ("/opt/channel", "`/opt/channel`"),
    ],
)
def test_a_channel(channel: str, own: str) -> None:
    assert own_channel(channel) == own
