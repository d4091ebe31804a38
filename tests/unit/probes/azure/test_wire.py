"""Replies are kept as they came, each with the call it belongs to."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from preflight.probes.azure.wire import Listener


def response(text: str, status: int = 200) -> Any:
    """Return what azure-core hands to a hook."""
    request = SimpleNamespace(url="https://x/y?z=1")
    return SimpleNamespace(http_response=SimpleNamespace(status_code=status, headers={"X-A": 5}, request=request, text=lambda: text))


def test_all_replies_to_a_call_are_kept() -> None:
    listener = Listener()

    def call() -> str:
        listener.hook(response("busy", 503))
        listener.hook(response('{"a": 1}'))
        return "made of it"

    exchange = listener.call(call)
    assert [(reply.status, reply.url, reply.headers) for reply in exchange.replies] == [
        (503, "https://x/y?z=1", {"x-a": "5"}),
        (200, "https://x/y?z=1", {"x-a": "5"}),
    ]
    assert (exchange.result, exchange.error) == ("made of it", None)
    assert [reply.json() for reply in exchange.replies] == [None, {"a": 1}]


def test_what_a_client_raises_does_not_take_the_reply_away() -> None:
    listener = Listener()

    def call() -> None:
        listener.hook(response('{"a": 1}'))
        raise AttributeError("no attribute of None")

    exchange = listener.call(call)
    assert exchange.replies[0].json() == {"a": 1}
    assert isinstance(exchange.error, AttributeError)


def test_calls_of_other_threads_are_apart() -> None:
    listener, together, exchanges = Listener(), threading.Barrier(4, timeout=5), {}

    def call(number: int) -> None:
        together.wait()
        listener.hook(response(str(number)))
        together.wait()

    def run(number: int) -> None:
        exchanges[number] = listener.call(lambda: call(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert {number: [reply.json() for reply in exchange.replies] for number, exchange in exchanges.items()} == {
        number: [number] for number in range(4)
    }


def test_a_reply_that_no_call_waits_for_is_nobodys() -> None:
    Listener().hook(response("{}"))


def test_bodies_that_are_no_data() -> None:
    def broken() -> str:
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")

    for text in ("", "<html>", '{"a": ', "[" * 100_000):
        assert Listener().call(lambda: None).replies == []
        (reply,) = _heard(response(text))
        assert reply.json() is None
    odd = response("")
    odd.http_response.text = broken
    (reply,) = _heard(odd)
    assert reply.json() is None


def _heard(one: Any) -> list[Any]:
    listener = Listener()
    return listener.call(lambda: listener.hook(one)).replies
