"""The Windows command processor: lines, carets, percent signs."""

from __future__ import annotations

import pytest

from preflight.shell.posix_words import MAX_WORDS
from tests.shared.scripts import at, folder, only, run, script, words

CMD = "x.cmd"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("az a b\r\n", ["a", "b"]),
        ("@az a", ["a"]),
        ("call az a", ["a"]),
        ("az.cmd a", ["a"]),
        ("az a ^\r\n  b ^\n c", ["a", "b", "c"]),
        ('az "a b" x"y z" "c', ["a b", "xy z", "c"]),
        ("az a^&b ^^", ["a&b", "^"]),
        ("az a & b", ["a"]),
        ("az a | b", ["a"]),
        ("az a > out.txt 2>&1 b < in", ["a", "b"]),
        ("az a=b c,d ;", ["a=b", "c,d", ";"]),
        ("az (a)", ["(a)"]),
        ("rem az x\n:: az y\n@rem az z\naz a", ["a"]),
        ('set A=b\naz %A% "%A% c" %a% x%A%y', ["b", "b c", "b", "xby"]),
        ('set "A=b c"\r\naz %A% "%A%"', ["b c", "b c"]),
        ("set A=b&az a\naz %A%", ["?%A%"]),
        ("set A=%B%\naz %A%", ["?%A%"]),
        ("set A=b\nif x (\naz %A%\n)", ["?%A%"]),
        ("set A=b\nif x az %A%", ["b"]),
        ("if x (\nset A=b\n)\naz %A%", ["?%A%"]),
        (":top\nset A=b\naz %A%\ngoto top", ["?%A%"]),
        ("az %1 %* %%i %~1 50% %A", ["?%1", "?%*", "?%%i", "?%~1", "50%", "?%A"]),
        ("az %B%", ["?%B%"]),
        ("for %%f in (a b) do az x", ["x"]),
        ("if exist a az x", ["x"]),
        ("(az a)", ["a"]),
        ("sub/az a", ["a"]),
    ],
)  # fmt: skip
def test_words(text: str, wanted: list[str]) -> None:
    assert only(text, CMD) == wanted


def test_places() -> None:
    command = script('set A=bcd\naz ml ^\n  "x %A%" y\n', CMD).commands[0]
    assert [at(word.value()) for word in command.words[1:]] == ["2:4-2:6", "3:4-3:9", "3:11-3:12"]
    assert command.near.place is not None
    assert command.near.place.line == 2


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("az a", False),
        ("if x az a", True),
        ("b || az a", True),
        ("b && az a", False),
        ("if x (\n az a\n)", True),
        ("if x (\nb\n)\naz a", False),
    ],
)
def test_what_may_not_run(text: str, conditional: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert [command.conditional for command in script(text, CMD).commands] == [conditional]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("az a", "anywhere:"),
        ("cd b\naz a", "anywhere:b"),
        ("cd /d b\\c\naz a", "anywhere:b/c"),
        ("cd C:\\b\naz a", "?the working directory is not known after `cd`"),
        ("cd %B%\naz a", "?the working directory is not known after `cd`"),
        ("popd\naz a", "?the working directory is not known after `popd`"),
        ("if x cd b\naz a", "?`the working directory` is set where it may not run"),
        ("if x (\ncd b\n)\naz a", "?the working directory is not known after `cd`"),
    ],
)
def test_the_working_directory(text: str, where: str) -> None:
    (command,) = script(text, CMD).commands
    assert folder(command.folder) == where


def test_variables_and_programs() -> None:
    assert run("az %A%\ncurl b\nlocal.bat c\necho az d", CMD, {"A": "e"}) == [["az", "e"], ["curl", "b"], ["local.bat", "c"]]
    assert run("", CMD) == []


def test_limits() -> None:
    long = script("az x\n" + "a " * MAX_WORDS, CMD)
    assert long.fault is not None
    assert [words(command) for command in long.commands] == [["az", "x"]]
