"""Writing a recording: the same answers give the same text, nothing secret is in it, and its schema describes it."""

from __future__ import annotations

import json
import string
from typing import Any

from jsonschema import Draft202012Validator

from preflight import __version__, question, resources
from preflight.address import Address
from preflight.probes.recording import write
from preflight.question import Answer, Found, Missing, Question, Unanswered, Unasked

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg-batch", "ws-batch")
TIME = "2026-08-01T12:00:00Z"
C, D, W = Question(question.COMPUTE, ("c",)), Question(question.COMPUTE, ("d",)), Question(question.WORKSPACE)
ANSWERS: dict[Question, Answer] = {
    W: Found({"name": "ws-batch", "id": "/w"}, "/w"),
    D: Unanswered("compute `d` may not be read", "x/computes/read"),
    C: Missing("/w/computes/c"),
    Question(question.COMPUTE, ("e",)): Unanswered("compute `d` may not be read", "x/computes/read"),
    Question(question.DATASTORES): Unanswered("no answer in 60 s"),
}


def written(answers: dict[Question, Answer]) -> dict[str, Any]:
    text = write(ADDRESS, TIME, answers)
    assert text.endswith("}\n")
    data: dict[str, Any] = json.loads(text)
    Draft202012Validator(resources.schema("facts.v1")).validate(data)
    return data


def test_all_of_it() -> None:
    assert written(ANSWERS) == {
        "version": 1,
        "tool": {"name": "preflight", "version": __version__},
        "recorded": TIME,
        "workspace": {"subscription": ADDRESS.subscription, "resource_group": "rg-batch", "name": "ws-batch", "cloud": "AzureCloud"},
        "summary": {
            "found": 1,
            "missing": 1,
            "unanswered": 3,
            "unread": [
                {"resource": "compute", "questions": 2, "reason": "compute `d` may not be read", "permission": "x/computes/read"},
                {"resource": "datastores", "questions": 1, "reason": "no answer in 60 s", "permission": None},
            ],
        },
        "answers": [
            {"resource": "compute", "arguments": ["c"], "missing": {"resource_id": "/w/computes/c"}},
            {
                "resource": "compute",
                "arguments": ["d"],
                "unanswered": {"reason": "compute `d` may not be read", "permission": "x/computes/read"},
            },
            {
                "resource": "compute",
                "arguments": ["e"],
                "unanswered": {"reason": "compute `d` may not be read", "permission": "x/computes/read"},
            },
            {"resource": "datastores", "arguments": [], "unanswered": {"reason": "no answer in 60 s", "permission": None}},
            {"resource": "workspace", "arguments": [], "found": {"body": {"id": "/w", "name": "ws-batch"}, "resource_id": "/w"}},
        ],
    }


def test_the_same_answers_are_the_same_text() -> None:
    one: dict[Question, Answer] = {W: Found({"a": 1, "b": [{"id": "/2"}, {"id": "/1"}]}, "/w"), C: Missing("/c")}
    other: dict[Question, Answer] = {C: Missing("/c"), W: Found({"b": [{"id": "/1"}, {"id": "/2"}], "a": 1}, "/w")}
    assert write(ADDRESS, TIME, one) == write(ADDRESS, TIME, other)


def test_nothing_secret_is_written() -> None:
    secret = string.ascii_lowercase
    body = {"uri": f"https://a/?sig={secret}", "environmentVariables": {"KEY": secret}, f"AccountKey={secret}": [f"Bearer {secret}"]}
    answers: dict[Question, Answer] = {
        W: Found(body, f"https://a/?sig={secret}"),
        C: Missing(f"sig={secret}"),
        D: Unanswered(f"Authorization: Bearer {secret}"),
        Question(question.BLOBS, (f"https://a/?sig={secret}", "c", "", "1")): Missing("x"),
    }
    assert secret not in write(ADDRESS, TIME, answers)
    assert "(hidden)" in write(ADDRESS, TIME, answers)


def test_what_was_left_out_is_told_apart_from_what_was_not_answered() -> None:
    data = written({C: Unasked("no storage account was asked")})
    assert data["answers"] == [{"resource": "compute", "arguments": ["c"], "unasked": {"reason": "no storage account was asked"}}]
    assert data["summary"] == {"found": 0, "missing": 0, "unanswered": 0, "unread": []}


def test_it_is_harmless_where_it_is_printed() -> None:
    text = write(ADDRESS, TIME, {C: Missing("\x1b[31m \u202e \ud800 é ##[error]")})
    assert "\\u001b[31m \\u202e \\ud800 é \\u0023#[error]" in text
