"""What a script makes of the folders of the model and of its output."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_folders import first_parts, shared_files

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

HEAD = "import os\nfrom os import environ, getenv\nfrom os.path import join\nfrom pathlib import Path\n"
ENVIRON = 'os.environ["AZUREML_MODEL_DIR"]'
OUT = 'os.environ["AZUREML_BI_OUTPUT_PATH"]'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"os.path.join({ENVIRON}, 'model')", ["model"]),
        (f"join({ENVIRON}, 'model/a.pkl')", ["model"]),
        (f"join({ENVIRON}, 'model', 'a.pkl')", ["model"]),
        ("join(os.getenv('AZUREML_MODEL_DIR'), 'a.pkl')", ["a.pkl"]),
        ("join(environ.get('AZUREML_MODEL_DIR', '.'), 'a.pkl')", ["a.pkl"]),
        ("Path(getenv('AZUREML_MODEL_DIR')) / 'm' / 'a.pkl'", ["m"]),
        ("Path(getenv('AZUREML_MODEL_DIR'), 'm')", ["m"]),
        (f"folder = str({ENVIRON})\njoin(folder, 'm')", ["m"]),
        (f"def init():\n  folder = {ENVIRON}\n  join(folder, 'm')", ["m"]),
        # not what is right there, or not written out
        (f"join({ENVIRON}, name)", []),
        (f"join({ENVIRON}, '*', 'a.pkl')", []),
        (f"join({ENVIRON}, '../a.pkl')", []),
        (f"join({ENVIRON}, '')", []),
        (f"join({ENVIRON}, 3)", []),
        (f"join({OUT}, 'm')", []),
        (f"join({ENVIRON})", []),
        (f"{ENVIRON} + '/m'", []),
        (f"folder = {ENVIRON}\nfolder = x\njoin(folder, 'm')", []),
        (f"for folder in [{ENVIRON}]:\n  join(folder, 'm')", []),
        (f"other({ENVIRON}, 'm')", []),
        ("join(os.environ[name], 'm')", []),
        ("a / b", []),
        ("a = b\nb = a\njoin(a, 'm')", []),
    ],
)
def test_what_is_looked_for_in_the_folder_of_the_model(script: ReadScript, text: str, parts: list[str]) -> None:
    found = list(first_parts(script(HEAD + text)))
    assert [name for name, _ in found] == parts
    assert all(isinstance(node, ast.Constant) for _, node in found)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        (f"open(join({OUT}, 'a.csv'), 'w')", True),
        (f"open(join({OUT}, 'a.csv'), mode='a')", True),
        (f"open(Path({OUT}) / 'a.csv', 'xb')", True),
        (f"path = join({OUT}, 'a.csv')\nframe.to_csv(path, mode='a')", True),
        (f"frame.to_parquet(join({OUT}, 'a.parquet'))", True),
        (f"open(join({OUT}, 'a.csv'))", False),
        (f"open(join({OUT}, 'a.csv'), 'r')", False),
        (f"open(join({OUT}, 'a.csv'), mode='rb')", False),
        (f"open(join({OUT}, name), 'w')", False),
        (f"open(join({OUT}, f'{{name}}.csv'), 'w')", False),
        (f"open(join({OUT}, 'a.csv'), mode)", False),
        (f"frame.to_csv(join({ENVIRON}, 'a.csv'))", False),
        (f"frame.to_numpy(join({OUT}, 'a.csv'))", False),
        ("frame.to_csv()", False),
    ],
)
def test_files_of_the_same_name_for_all(script: ReadScript, text: str, shared: bool) -> None:  # noqa: FBT001 - a row of the table
    assert bool(list(shared_files(script(HEAD + text)))) == shared
