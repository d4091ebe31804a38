"""Signs of the preview format of 2021."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.preview2021 import preview_signs
from preflight.value import Absent, Present, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "sign", "place"),
    [
        ("name: e\ntype: batch\n", "type", "2:1"),
        ("name: e\ntraffic: {d: 100}\n", "traffic", "2:1"),
        ("deployments: [d]\n", "deployments", "1:1"),
        ("output_configuration: {output_action: x}\n", "output_configuration", "1:1"),
        ("batch_settings: ${S}\n", "batch_settings", "1:1"),
        ("model:\n  local_path: x\n", "model.local_path", "2:3"),
        ("code_configuration:\n  code:\n    local_path: x\n", "code_configuration.code.local_path", "3:5"),
        ("code_configuration: {code: {directory: x}}\n", "code_configuration.code.directory", "1:29"),
        ("environment: {docker: {image: x}}\n", "environment.docker", "1:15"),
        ("compute: {target: azureml:c}\n", "compute.target", "1:11"),
    ],
)
def test_a_sign_stands_at_its_key(read: Read, text: str, sign: str, place: str) -> None:
    signs = preview_signs(read(text).root)
    assert [text_of(one) for one in members(signs)] == [sign]
    assert [str(one.place) for one in (signs, *members(signs))] == [f"x.yml:{place}"] * 2


def test_several_signs_stand_at_the_document(read: Read) -> None:
    signs = preview_signs(read("# x\nname: e\ntype: batch\ntraffic: {}\n").root)
    assert [text_of(one) for one in members(signs)] == ["type", "traffic"]
    assert str(signs.place) == "x.yml:2:1"


@pytest.mark.parametrize(
    "text",
    [
        "name: d\nmodel: {path: x}\ncompute: azureml:c\n",
        "traffic:\n",
        "type: model\n",
        "type: [batch]\n",
        "compute: [target]\n",
        "x:\n  traffic: 1\n",
        "text\n",
    ],
)
def test_other_documents_have_none(read: Read, text: str) -> None:
    root = read(text).root
    signs = preview_signs(root)
    assert isinstance(signs, Absent)
    assert signs.place == root.place


def test_a_document_of_nothing_has_none() -> None:
    assert isinstance(preview_signs(Present([])), Absent)
