"""What jobs register."""

from __future__ import annotations

import pytest

from preflight.project.registering import registered_by
from tests.shared.documents import read


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("outputs: {m: {type: custom_model, name: heart}}", ["model heart", "data heart"]),
        ("jobs: {a: {outputs: {m: {name: heart}}}}", ["model heart", "data heart"]),
        ("outputs: {m: {name: '${{parent.inputs.name}}'}}", ["model *", "data *"]),
        ("outputs: {m: '${{parent.outputs.m}}', n: {type: uri_folder}, o: null}", []),
        ("inputs: {registered_model_name: heart}", ["model heart"]),
        ("jobs: {a: {inputs: {model_name: heart, rate: 1}}}", ["model heart"]),
        ("inputs: {model_name: '${{parent.inputs.x}}'}", []),
        ("inputs: {model_name: {path: x}}", []),
        ("command: python a.py --registered_model_name heart", ["model heart"]),
        ("command: python a.py --model-name='heart' --x 1", ["model heart"]),
        ("command: python a.py --model_name ${{inputs.x}}", []),
        ("name: job", []),
    ],
)
def test_what_a_job_registers(text: str, what: list[str]) -> None:
    found = registered_by(read(text).root)
    assert [f"{one.resource} {one.naming.begins}" + ("" if one.naming.whole else "*") for one in found] == what
