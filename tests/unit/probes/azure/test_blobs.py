"""Listings of blobs, as storage accounts write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.probes.azure.blobs import _page
from preflight.probes.azure.failure import NotRead
from preflight.probes.azure.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.wire import Reply

    Replied = Callable[..., Reply]

B = Subject(question.BLOBS, "the blobs of `x`", "https://x", "c")
HEAD = '\ufeff<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://x/" ContainerName="c">'


def listing(blobs: str, marker: str = "") -> str:
    return f"{HEAD}<Prefix>a</Prefix><Blobs>{blobs}</Blobs><NextMarker>{marker}</NextMarker></EnumerationResults>"


def blob(name: str, size: str = "<Content-Length>5</Content-Length>", more: str = "") -> str:
    return f"<Blob><Name{more}>{name}</Name><Properties>{size}</Properties></Blob>"


def test_blobs(replied: Replied) -> None:
    folder = blob("d", "<ResourceType>directory</ResourceType>")
    text = listing(blob("a/b &amp; c.csv") + folder + blob("x%EF%BF%BE", "", ' Encoded="true"'))
    assert _page(replied(200, text), B) == {
        "value": [{"name": "a/b & c.csv", "size": 5}, {"name": "d", "size": 0, "type": "directory"}, {"name": "x\ufffe", "size": 0}],
        "truncated": False,
    }


def test_an_empty_container(replied: Replied) -> None:
    assert _page(replied(200, listing("")), B) == {"value": [], "truncated": False}
    assert _page(replied(200, f"{HEAD}<Blobs /><NextMarker /></EnumerationResults>"), B) == {"value": [], "truncated": False}


def test_there_is_more(replied: Replied) -> None:
    assert _page(replied(200, listing(blob("a"), "2!84!x")), B)["truncated"] is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "<html><body>Accept the terms</body></html>",
        "<Error><Code>x</Code></Error>",
        f"{HEAD}</EnumerationResults>",
        listing(blob("a"))[:-30],
        '<!DOCTYPE x [<!ENTITY a "aa">]>' + listing(blob("a")).removeprefix("\ufeff"),
        listing(blob("")),
        listing("<Blob />"),
        listing(blob("a", "<Content-Length>many</Content-Length>")),
    ],
)
def test_what_is_no_listing_says_nothing(text: str, replied: Replied) -> None:
    with pytest.raises(NotRead, match=r"^the answer about the blobs of `x` is not what Azure sends: "):
        _page(replied(200, text), B)
