"""Requests that pipelines and workflows of other services send."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from preflight.jsontext import json_value
from preflight.passage import Passage
from preflight.source import Source
from preflight.templates.calls import Call, calls_of
from preflight.value import text_of

JOBS = "https://heart.westeurope.inference.ml.azure.com/jobs"


def calls(root: object) -> list[Call]:
    value, _ = json_value(Passage(Source("pipeline.json", json.dumps(root))))
    return list(calls_of(value))


def web(url: object, **more: Any) -> dict[str, Any]:
    return {"name": "send", "type": "WebActivity", "typeProperties": {"url": url, **more}}


def test_a_web_activity_and_its_token() -> None:
    (found,) = calls({"properties": {"activities": [web(JOBS, authentication={"type": "MSI", "resource": "https://x"}, body={"a": 1})]}})
    assert (text_of(found.url), found.goes_to, text_of(found.audience)) == (JOBS, "scoring", "https://x")


def test_an_action_of_a_workflow() -> None:
    action = {"type": "Http", "inputs": {"uri": JOBS, "authentication": {"type": "ManagedServiceIdentity", "audience": "https://y"}}}
    (found,) = calls({"definition": {"actions": {"send": action}}})
    assert (found.goes_to, text_of(found.audience)) == ("scoring", "https://y")


def test_activities_inside_of_others_are_found_in_their_order() -> None:
    loop = {"type": "ForEach", "typeProperties": {"activities": [web(JOBS), web("https://management.azure.com/subscriptions/s")]}}
    assert [one.goes_to for one in calls({"activities": [loop, web(JOBS)]})] == ["scoring", "management", "scoring"]


@pytest.mark.parametrize(
    ("url", "goes_to"),
    [
        ("https://@{pipeline().parameters.name}.westeurope.inference.ml.azure.com/jobs", "scoring"),
        ("https://management.azure.com@{variables('id')}", "management"),
        ("https://heart.westeurope.inference.ml.azure.com/jobs?x=@{", "scoring"),
        # Who knows where these lead.
        ("@pipeline().parameters.endpoint_uri", ""),
        ("@concat('https://x.inference.ml.azure.com', '/jobs')", ""),
        ("@{variables('uri')}", ""),
        ({"value": "@variables('uri')", "type": "Expression"}, ""),
        ("@", None),
        ("@@x", None),
        ("https://example.org/inference.ml.azure.com/jobs", None),
        ("", None), (3, None), (None, None), ({"value": JOBS, "type": "Expression"}, "scoring"), ({"value": JOBS}, None),
    ],
)  # fmt: skip
def test_only_known_hosts_count(url: object, goes_to: str | None) -> None:
    assert [one.goes_to for one in calls([web(url)])] == ([goes_to] if goes_to is not None else [])


@pytest.mark.parametrize("audience", [None, "@pipeline().parameters.audience", 3])
def test_an_audience_may_not_be_known(audience: object) -> None:
    (found,) = calls([web(JOBS, authentication={"type": "MSI", "resource": audience})])
    assert text_of(found.audience) is None


def test_other_activities_send_nothing() -> None:
    assert calls([{"type": "Copy", "typeProperties": {"url": JOBS}}, {"type": "Http", "typeProperties": {"url": JOBS}}, {"type": 3}]) == []


def test_a_hostile_url_is_read_in_no_time() -> None:
    start = time.perf_counter()
    for part in ("@{", "@{}", "@", "@@", "}", "@{a"):
        calls([web("https://" + part * 200_000)])
    assert time.perf_counter() - start < 5


def test_depth_has_an_end() -> None:
    root: Any = web(JOBS)
    for _ in range(70):
        root = [root]
    assert calls(root) == []
