"""Requirements files that a conda file names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.value import Present, Value, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

CONDA = "name: c\ndependencies:\n- python=3.10\n- pip: [{0}]\n"


def packages(conda: Value) -> list[str]:
    """Return the packages and where they stand, and why there may be more."""
    listed = child(conda, "packages")
    assert isinstance(listed, Present)
    found = [f"{text_of(child(one, 'name'))} at {one.place}" for one in members(listed)[1:]]
    return found + ([f"more: {listed.rest.reason}"] if listed.rest is not None else [])


@pytest.mark.parametrize(
    ("named", "files", "expected"),
    [
        ("-r r.txt", {"env/r.txt": "numpy\n"}, ["numpy at env/r.txt:1:1"]),
        ("-r ../r.txt", {"r.txt": "numpy\n-r env/s.txt\n", "env/s.txt": "\n scipy\n"}, ["numpy at r.txt:1:1", "scipy at env/s.txt:2:2"]),
        ("-r r.txt", {"r.txt": "numpy\n"}, ["more: `r.txt` lists more packages and does not exist"]),
        ("-r sub", {"env/sub/r.txt": ""}, ["more: `sub` lists more packages and is not a file"]),
        ("-r ../../r.txt", {}, ["more: `../../r.txt` is outside of the repository and was not read"]),
        ("-r https://x/r.txt", {}, ["more: `https://x/r.txt` lists more packages and was not read"]),
        ("-r r.txt", {"env/r.txt": "\0"}, ["more: `r.txt` lists more packages and was not read: binary: it holds a NUL byte"]),
        ("six, -r r.txt", {"env/r.txt": "-r r.txt\nnumpy"}, ["six at env/conda.yml:4:9", "numpy at env/r.txt:2:1"]),
    ],
)
def test_files_are_looked_up_beside_what_names_them(project: Load, named: str, files: dict[str, str], expected: list[str]) -> None:
    loaded = project({"env/conda.yml": CONDA.format(named), **files}, "env/conda.yml")
    assert packages(loaded.subject("env/conda.yml").root("conda")) == expected


def test_a_link_does_not_lead_out(project: Load, tmp_path: Path, write: Callable[[dict[str, str]], Path]) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("numpy\n")
    root = write({"env/x": ""})
    os.symlink(outside, root / "env" / "r.txt")
    loaded = project({"env/conda.yml": CONDA.format("-r r.txt")}, "env/conda.yml")
    assert packages(loaded.subject("env/conda.yml").root("conda")) == ["more: `r.txt` is outside of the repository and was not read"]


def test_files_of_an_inline_conda_file_lie_beside_the_document(project: Load) -> None:
    conda = "{dependencies: [python, {pip: ['-r r.txt']}]}"
    deployment = f"endpoint_name: e\ncode_configuration: {{code: .}}\nenvironment: {{image: i, conda_file: {conda}}}\n"
    loaded = project({"d/d.yml": deployment, "d/r.txt": "numpy\n"}, "d/d.yml")
    assert packages(loaded.subject("d/d.yml").root("conda")) == ["numpy at d/r.txt:1:1"]
