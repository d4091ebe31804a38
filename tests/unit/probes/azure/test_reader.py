"""Bodies are checked for whom they are about, and lists are read to their end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.address import Address
from preflight.probes.azure.clients import Clients
from preflight.probes.azure.clock import Clock
from preflight.probes.azure.failure import NotRead
from preflight.probes.azure.pool import Pool
from preflight.probes.azure.reader import Reader, checked, values
from preflight.probes.azure.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("azure.core")

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg", "ws1")
C = Subject(question.COMPUTE, "compute `c`", "/w/computes/c", "c")
E = Subject(question.ENDPOINTS, "the endpoints", "/w/batchEndpoints")
GOOD = {"id": "/w/computes/c", "name": "c", "properties": {"computeType": "AmlCompute"}}


def endpoint(name: str) -> dict[str, Any]:
    return {"id": f"/w/batchEndpoints/{name}", "name": name, "properties": {"authMode": "AADToken"}}


@pytest.fixture
def reader() -> Reader:
    return Reader(ADDRESS, Clients(ADDRESS, Clock(60)), Pool(1))


def reason(body: Any, subject: Subject = C) -> str:
    with pytest.raises(NotRead) as raised:
        checked(body, subject)
    return raised.value.reason


def test_a_body_is_cut() -> None:
    assert checked({**GOOD, "tags": {"a": "b"}}, C) == GOOD
    assert checked({**GOOD, "name": "C"}, C) == {**GOOD, "name": "C"}
    assert checked({**GOOD, "name": "any"}, Subject(question.COMPUTE, "x", "x"))["name"] == "any"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"properties": {}}, "is not what Azure sends: it has no name"),
        ({**GOOD, "id": ""}, "is not what Azure sends: it has no name"),
        ({**GOOD, "name": 5}, "is not what Azure sends: it has no name"),
        ({**GOOD, "name": "other"}, "is about `other`"),
        ({**GOOD, "properties": {}}, "says nothing: it lacks `properties.computeType`"),
        ({**GOOD, "properties": None}, "says nothing: it lacks `properties.computeType`"),
        ({**GOOD, "properties": {"computeType": None}}, "says nothing: it lacks `properties.computeType`"),
        ({**GOOD, "properties": "x"}, "is not what Azure sends: `properties` is no mapping"),
        ({**GOOD, "properties": {"computeType": 5}}, "is not what Azure sends: `properties.computeType` is not a text"),
    ],
)
def test_a_body_that_is_another_one_or_hollow_says_nothing(body: Any, said: str) -> None:
    assert reason(body) == f"the answer about compute `c` {said}"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ({}, "is not what Azure sends: `value` is no list"),
        ({"value": None}, "is not what Azure sends: `value` is no list"),
        ({"value": {"a": 1}}, "is not what Azure sends: `value` is no list"),
        ({"value": [endpoint("a"), None]}, "is not what Azure sends: `the body` is no mapping"),
        ({"value": [endpoint("a"), 5]}, "is not what Azure sends: `the body` is no mapping"),
        ({"value": [endpoint("a"), {"id": "x", "name": "y", "properties": {}}]}, "says nothing: it lacks `properties.authMode`"),
    ],
)
def test_one_malformed_member_spoils_a_list(page: Any, said: str) -> None:
    with pytest.raises(NotRead) as raised:
        values(page, E)
    assert raised.value.reason == f"the answer about the endpoints {said}"


class Pages:
    """A pager of a client, whose hook hears every page; pages that the client cannot make objects of are `odd`."""

    def __init__(self, reader: Reader, pages: dict[str | None, Any], *odd: str | None) -> None:
        """Take pages by the links that lead to them."""
        self._reader = reader
        self._pages = pages
        self._odd = odd
        self.asked: list[str | None] = []

    def by_page(self, link: str | None) -> Iterator[object]:
        import json

        self.asked.append(link)
        text = json.dumps(self._pages[link])
        http = SimpleNamespace(status_code=200, headers={}, request=SimpleNamespace(url="https://x"), text=lambda: text)
        self._reader.clients.listener.hook(SimpleNamespace(http_response=http))
        if link in self._odd:
            raise AttributeError(link)
        yield object()


def test_all_pages_are_read_also_those_that_the_client_cannot_read(reader: Reader) -> None:
    link = "https://management.azure.com/next?x=1"
    first, second = {"value": [endpoint("a")], "nextLink": link}, {"value": [endpoint("b")], "nextLink": ""}
    pages = Pages(reader, {None: first, link: second}, None, link)
    assert reader.all(lambda: pages, E) == {"value": [endpoint("a"), endpoint("b")]}
    assert pages.asked == [None, link]


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/x",
        "http://management.azure.com/x",
        "//evil.example",
        "/relative",
        "https://management.azure.com@evil.example/",
    ],
)
def test_a_token_goes_to_no_other_host(link: str, reader: Reader) -> None:
    pages = Pages(reader, {None: {"value": [], "nextLink": link}})
    with pytest.raises(NotRead, match="the list of the endpoints goes on at"):
        reader.all(lambda: pages, E)
    assert pages.asked == [None]


def test_a_list_without_an_end_is_given_up(reader: Reader) -> None:
    link = "https://management.azure.com/again"
    pages = Pages(reader, {key: {"value": [], "nextLink": link} for key in (None, link)})
    with pytest.raises(NotRead, match=r"^the endpoints are too many to be read$"):
        reader.all(lambda: pages, E)
