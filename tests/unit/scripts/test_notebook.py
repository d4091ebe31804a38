"""Notebooks: lines and cells that a shell runs."""

from __future__ import annotations

import pytest

from preflight.az.reading import read_script
from preflight.scripts.notebook import notebook_scripts
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Script
from preflight.shell.posix_run import read_posix
from preflight.shell.variables import MAX_VARIABLES
from preflight.source import Source
from tests.shared.scripts import at, folder, words
from tests.shared.workflows import notebook


def scripts(text: str) -> tuple[Script, ...]:
    found = notebook_scripts(Source("n.ipynb", text))
    assert found is not None
    return found.scripts


def values(text: str) -> list[list[str]]:
    return [words(command) for one in scripts(text) for command in read_posix(one.text, one.known, one.folder).commands]


def test_lines_of_a_cell() -> None:
    text = notebook(
        ["import x\n", '!az ml a -n "b c" \\\n', "   --set d=e\n", "y = !az ml f\n", "  !az ml g\n", "%sx az ml h\n", "!!az ml i"]
    )
    found = scripts(text)
    assert [(one.name, one.language, one.conditional, folder(one.folder)) for one in found] == [
        ("cell 1", POSIX, False, "script:"), ("cell 1", POSIX, False, "script:"), ("cell 1", POSIX, True, "script:"),
        ("cell 1", POSIX, False, "script:"), ("cell 1", POSIX, False, "script:"),
    ]  # fmt: skip
    assert values(text) == [
        ["az", "ml", "a", "-n", "b c", "--set", "d=e"], ["az", "ml", "f"], ["az", "ml", "g"], ["az", "ml", "h"], ["az", "ml", "i"],
    ]  # fmt: skip


def test_places_are_those_of_the_file() -> None:
    text = notebook(["x\n", '!az ml a "b" \\\n', "  --set d=e\n"])
    (command,) = read_script(scripts(text)[0]).commands
    lines = text.split("\n")
    (flag,) = command.flags
    place = flag.values[0].place
    assert place is not None
    assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == "d=e"
    surplus = command.surplus[0].value().place if command.surplus else None
    assert surplus is None or surplus.line


def test_a_cell_of_one_text() -> None:
    text = '{"cells": [{"cell_type": "code", "source": "a\\n!az ml b \\"c\\" d\\n"}]}'
    found = scripts(text)
    (command,) = read_posix(found[0].text, {}, found[0].folder).commands
    assert words(command) == ["az", "ml", "b", "c", "d"]
    assert at(command.words[4].value()) == "1:63-1:64"


def test_cells_that_are_scripts() -> None:
    found = scripts(
        notebook(
            "%%bash\naz a",
            "%%sh --out x\naz b",
            "%%script bash\naz c",
            "%%cmd\naz d",
            "%%pwsh\naz e",
            "%%writefile x\n!az f",
            "%%time\n!az g",
        )
    )
    assert [(one.name, one.language, one.text.text) for one in found] == [
        ("cell 1", POSIX, "az a"),
        ("cell 2", POSIX, "az b"),
        ("cell 3", POSIX, "az c"),
        ("cell 4", CMD, "az d"),
        ("cell 5", POWERSHELL, "az e"),
    ]


def test_values_of_python_and_of_the_environment() -> None:
    text = notebook(
        "%env A=x\n%set_env B y\n%env C=$D\n%env",
        '!az {name} {a.b[0]} {{c}} ${A} $A $B $C {"a": 1} $name',
        "%env A=z\n!az $A",
    )
    assert values(text) == [["az", "?{name}~", "?{a.b[0]}~", "{{c}}", "x", "x", "y", "?$C~", "{a:", "1}", "?$name~"], ["az", "?$A~"]]


def test_the_working_directory() -> None:
    text = notebook("!az a", "%cd b\n!az c", "%cd ../d\n!az e", "%cd /tmp\n!az f", "%cd g\n!az h")
    assert [folder(one.folder) for one in scripts(text)] == [
        "script:", "script:b", "script:b/../d", "?the working directory is not known after `%cd /tmp`",
        "?the working directory is not known after `%cd g`",
    ]  # fmt: skip


def test_what_is_no_code_and_no_notebook() -> None:
    assert scripts(notebook("!az a", kind="markdown")) == ()
    assert notebook_scripts(Source("n.ipynb", "!az a")).scripts == ()
    for text in (
        "[]", "{}", '{"cells": 1}', '{"cells": [1, {}]}', '{"cells": [{"cell_type": 1, "source": "!az"}]}',
        '{"cells": [{"cell_type": "code"}]}', '{"cells": [{"cell_type": "code", "source": {"a": "!az"}}]}',
        '{"cells": [{"cell_type": "code", "source": "az"}]}',
    ):  # fmt: skip
        assert scripts(text) == ()
    assert scripts('{"cells": [{"cell_type": "code", "source": ["!az ml a ", 1, "b"]}]}') == ()


@pytest.mark.parametrize("target", ["a/{x}", "a/$D", "$D", "{x}", "~/a", "-", "C:\\\\a", "''", "/a", "-q a"])
def test_a_working_directory_that_only_the_run_tells(target: str) -> None:
    (script,) = scripts(notebook(f"%cd {target}\n!az a"))
    assert folder(script.folder) == f"?the working directory is not known after `%cd {target}`"


@pytest.mark.parametrize(("target", "where"), [("a\\b", "script:a/b"), ("'a b'", "script:a b"), ("..", "script:..")])
def test_a_working_directory_in_another_writing(target: str, where: str) -> None:
    assert folder(scripts(notebook(f"%cd {target}\n!az a"))[0].folder) == where
    assert folder(scripts(notebook(f"%cd {target}", "%%bash\naz a"))[0].folder) == where


def test_what_a_notebook_escapes_is_read_as_what_it_is() -> None:
    (script,) = scripts('{"cells": [{"cell_type": "code", "source": ["!az \\ud83d\\ude00 \\u00e9 b"]}]}')
    assert script.text.text == "az \U0001f600 é b"
    assert [at(script.text.part(*stretch).value()) for stretch in ((3, 4), (5, 6), (7, 8))] == ["1:50-1:62", "1:63-1:69", "1:70-1:71"]


def test_more_variables_than_anybody_sets_are_not_kept() -> None:
    lines = [f"%env X{number}=v{number}\n!echo $X{number}\n" for number in range(MAX_VARIABLES + 5)]
    found = scripts(notebook("".join(lines)))
    assert [len(one.known) for one in found[-3:]] == [MAX_VARIABLES] * 3
    assert len(found[2].known) == 3
