"""The root `startup` of a deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.value import Absent, Unknown, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value
    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]


def startup(project: Load, script: str, files: dict[str, str]) -> Value:
    text = f"name: d\nendpoint_name: e\ncode_configuration: {{code: src{script}}}\n"
    return project({"d.yml": text, **files}).subject("d.yml").root("startup")


def test_it_is_that_of_the_scoring_script(project: Load) -> None:
    made = startup(
        project, ", scoring_script: s.py", {"src/s.py": "import torch\ndef init():\n    torch.load('m')\ndef run(x): return x\n"}
    )
    (call,) = members(child(made, "calls"))
    assert (text_of(child(call, "name")), str(call.place)) == ("torch.load", "src/s.py:3:5")


def test_without_a_script_there_is_none(project: Load) -> None:
    assert isinstance(startup(project, "", {}), Absent)


@pytest.mark.parametrize(
    ("script", "files", "reason"),
    [
        ("s.py", {}, "`src/s.py` does not exist"),
        ("'${SCRIPT}'", {}, "`${SCRIPT}` is filled in later"),
        ("s.py", {"src/s.py": "\0"}, "`src/s.py` was not read: binary: it holds a NUL byte"),
        ("s.py", {"src/s.py": "def init(:\n"}, "the script does not parse: line 1"),
    ],
)
def test_what_cannot_be_read_is_unknown(project: Load, script: str, files: dict[str, str], reason: str) -> None:
    made = startup(project, f", scoring_script: {script}", files)
    assert isinstance(made, Unknown)
    assert made.reason == reason
