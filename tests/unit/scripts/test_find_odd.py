"""Workflows, pipelines and notebooks with anything in any place: nothing raises."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from preflight.az.reading import read_script
from preflight.document import Document, parse
from preflight.scalar import azure_dialect
from preflight.scripts.find import scripts_in_document, scripts_in_file
from preflight.source import Source

if TYPE_CHECKING:
    from preflight.scripts.script import Script

ODD: list[object] = [
    None, True, 0, -1.5, "", " ", "az ml job create", "${{ x }}", "$(x)", "$[x]", "${{", "\ue000", "\0",
    "windows", "./x", "/", "a@b", "%%bash\n!az ml x",
    [], {}, [None], [[]], [{}], {"": None}, {"name": 1}, {"template": [1]}, {"group": {}}, {"${{ if x }}": 3},
    ["!az ml x\n", None, 3, {"a": 1}],
    {"cells": []}, "path/below", {"run": [], "with": 3}, [{"name": None, "value": []}],
]  # fmt: skip

STEP = {
    "run": "az ml x $A", "shell": "bash", "working-directory": "a", "env": {"A": "b"}, "if": "always()", "name": "n", "id": "i",
    "uses": None, "with": {"inlineScript": "az ml y"},
}  # fmt: skip
TASK = {
    "task": "AzureCLI@2", "inputs": {"scriptType": "bash", "scriptLocation": "inlineScript", "inlineScript": "az ml x", "cwd": "a"},
    "env": {"A": "b"}, "condition": "always()", "displayName": "n", "enabled": True,
}  # fmt: skip
BASES: list[object] = [
    {
        "on": "push", "env": {"A": "a"}, "defaults": {"run": {"shell": "bash", "working-directory": "w"}},
        "jobs": {
            "j": {
                "runs-on": ["x"], "env": {"B": "${{ env.A }}"}, "defaults": {"run": {"shell": "sh"}},
                "steps": [STEP, {"uses": "azure/cli@v2", "with": {}}],
            },
            "k": {"uses": "./x.yml", "with": {"a": "b"}},
        },
    },
    {"runs": {"using": "composite", "steps": [STEP, {"uses": "./a", "with": {"a": 1}}]}},
    {
        "variables": [{"name": "a", "value": "x"}, {"group": "g"}, {"template": "v.yml"}, {"${{ if x }}": [{"name": "b", "value": 1}]}],
        "pool": {"vmImage": "ubuntu-latest"}, "parameters": [{"name": "p"}], "strategy": {"matrix": {"l": {"a": "b"}}},
        "stages": [{
            "stage": "s", "variables": {"a": "$(b)", "${{ insert }}": {"c": "d"}}, "condition": "x",
            "jobs": [{"job": "j", "pool": {"vmImage": "windows"},
                "steps": [TASK, {"checkout": "self", "path": "s"}, {"script": "az ml y"}]}],
        }],
    },
    {"steps": [TASK, {"template": "t.yml", "parameters": {"a": 1}}, {"${{ if x }}": [TASK]}, {"checkout": "self"}, {"checkout": "o"}]},
    {
        "cells": [
            {"cell_type": "code", "source": ["%cd a\n", "%env A=b\n", "!az ml x -n {n}\n"]},
            {"cell_type": "code", "source": "%%bash\naz ml y"},
            {"cell_type": "markdown", "source": []},
        ],
    },
]  # fmt: skip


def copies(data: object) -> list[object]:
    """Return the same data with something odd in the place of each of its parts, in turn."""
    found = list(ODD)
    if isinstance(data, dict):
        for key, item in data.items():
            found += [{**data, key: one} for one in copies(item)]
            found += [
                {**{name: part for name, part in data.items() if name != key}, odd: item} for odd in ("", "${{ x }}", "template", "steps")
            ]
    elif isinstance(data, list):
        for index, item in enumerate(data):
            found += [[*data[:index], one, *data[index + 1 :]] for one in copies(item)]
    return found


def scripts(data: object) -> list[Script]:
    """Return the scripts of data as YAML, where it is any, and as a notebook."""
    text = json.dumps(data)
    document = parse(Source("x.yml", text), azure_dialect())
    found = scripts_in_document(document.root).scripts if isinstance(document, Document) else ()
    return [*found, *scripts_in_file(Source("n.ipynb", text)).scripts]


@pytest.mark.parametrize("base", range(len(BASES)))
def test_anything_in_the_place_of_any_part(base: int) -> None:
    read = 0
    for data in copies(BASES[base]):
        for script in scripts(data):
            read += len(read_script(script).commands)
            assert script.text.value().place is not None
    assert read > 100


def test_two_oddities_at_once() -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    for base in BASES:
        for data in chance.sample(copies(base), 60):
            for again in chance.sample(copies(data), 3):
                assert isinstance(scripts(again), list)
