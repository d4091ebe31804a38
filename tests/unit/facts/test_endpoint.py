"""What is known of a batch endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.endpoint import endpoint_facts
from preflight.value import Absent, Present, Unknown, child, fact, listing, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def test_an_endpoint_is_as_it_is_written(read: Read) -> None:
    root = read("name: e\nauth_mode: aad_token\nidentity: {type: x}\ndefaults:\n  deployment_name: d\n").root
    deployments, problems, signs = listing([]), listing([]), fact(["type"])
    facts = endpoint_facts(root, deployments, problems, signs)
    assert [text_of(child(facts, name)) for name in ("name", "auth_mode", "default_deployment")] == ["e", "aad_token", "d"]
    assert str(child(facts, "default_deployment").place) == "x.yml:5:20"
    assert child(facts, "identity") is child(root, "identity")
    assert [child(facts, name) for name in ("deployments", "problems", "preview_2021")] == [deployments, problems, signs]
    assert str(facts.place) == "x.yml:1:1"


def test_an_endpoint_of_another_document_has_no_problems_of_its_own(read: Read) -> None:
    facts = endpoint_facts(read("name: e\n").root, listing([]))
    assert isinstance(child(facts, "problems"), Absent)
    assert isinstance(child(facts, "preview_2021"), Absent)


@pytest.mark.parametrize(
    ("text", "sort", "place"),
    [
        ("name: e\n", Absent, "1:1"),
        ("defaults:\n", Absent, "1:1"),
        ("defaults: {}\n", Absent, "1:1"),
        ("defaults: d\n", Absent, "1:11"),
        ("defaults: [d]\n", Absent, "1:1"),
        ("defaults: ${D}\n", Unknown, "1:11"),
        ("defaults: {deployment_name: '${D}'}\n", Unknown, "1:29"),
        ("defaults: {deployment_name: 3}\n", Present, "1:29"),
    ],
)
def test_the_default_may_be_anything(read: Read, text: str, sort: type, place: str) -> None:
    default = child(endpoint_facts(read(text).root, listing([])), "default_deployment")
    assert isinstance(default, sort)
    assert str(default.place) == f"x.yml:{place}"
