"""Expressions that are filled in, in scripts and in other texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.passage import HOLE, Builder, Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.scripts.filling import filled, folder_of
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child
from tests.shared.scripts import at, folder, passage
from tests.shared.workflows import root

if TYPE_CHECKING:
    import re

    from preflight.scripts.filling import Answer

EXPRESSION = Pattern(r"%(\w+)%")
WHY = Hole("", "nobody knows")
OUTER = Folder("root", "outer")


def partly() -> Passage:
    """Return `a-?-b`, in another file, where `?` is a hole."""
    below = passage("a-?-b", "env.yml")
    builder = Builder(below)
    builder.same(0, 2)
    builder.hole(Hole("?", "filled in later"), 2, 3)
    builder.same(3, 5)
    return builder.built()


ANSWERS: dict[str, Answer] = {
    "known": Passage(Source("env.yml", "two words")),
    "empty": Passage(Source("env.yml", "")),
    "partly": partly(),
    "unknown": WHY,
    "only": partly().part(2, 3),
}


def look_up(match: re.Match[str]) -> Answer:
    return ANSWERS.get(match[1])


@pytest.mark.parametrize(
    ("text", "shown", "in_script", "holes"),
    [
        ("az x", "az x", "az x", []),
        ("%nobody% x", "%nobody% x", "%nobody% x", []),
        ("%nobody% %known% %nobody%", "%nobody% two words %nobody%", "%nobody% two words %nobody%", []),
        ("a%empty%b", "ab", "ab", []),
        ("-n %unknown%", "-n %unknown%", f"-n {HOLE}", ["%unknown%"]),
        ("-n %partly%.", "-n a-?-b.", f"-n a-{HOLE}-b.", ["?"]),
        ("%only%%known%", "?two words", f"{HOLE}two words", ["?"]),
    ],
)
def test_texts(text: str, shown: str, in_script: str, holes: list[str]) -> None:
    for script, wanted in ((False, shown), (True, in_script)):
        found = filled(passage(text), EXPRESSION, look_up, script=script)
        assert found.text == wanted
        assert [hole.text for _, _, hole in found.holes] == holes
        assert [found.text[start:end] for start, end, _ in found.holes] == [HOLE if script else hole for hole in holes]


@pytest.mark.parametrize("script", [False, True])
def test_what_is_filled_in_stands_where_the_expression_does(script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    found = filled(passage("az %known%\n-x %unknown% y"), EXPRESSION, look_up, script=script)
    known, last = found.text.index("words"), found.text.index(" y") + 1
    assert [at(found.part(*one).value()) for one in ((0, 2), (known, known + 5), (last, last + 1))] == ["1:1-1:3", "1:4-1:11", "2:14-2:15"]
    (hole,) = found.holes
    assert at(found.part(hole[0], hole[1]).value()) == "2:4-2:13"
    assert at(found.value()) == "1:1-2:15"


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("", "root:outer"),
        ("a/b", "root:a/b"),
        ("./a", "root:./a"),
        ("a\\b", "root:a/b"),
        ("12", "root:12"),
        ("''", "root:"),
        ("/a", "?`/a` is not in the repository"),
        ("'~'", "?`~` is not in the repository"),
        ("C:\\a", "?`C:\\a` is not in the repository"),
        ("'%unknown%/a'", "?nobody knows"),
        ("$HOME/a", "?`$HOME/a` is filled in later"),
        ("[a]", "?the working directory is no text"),
        ("{a: b}", "?the working directory is no text"),
    ],
)
def test_folders(written: str, where: str) -> None:
    value = child(root(f"a: {written}\n"), "a")
    found = folder_of(value, OUTER, lambda text: filled(text, EXPRESSION, look_up, script=False))
    assert folder(found) == where
    if isinstance(found, Unknown):
        assert found.place == value.place


def test_a_folder_that_an_expression_stands_for() -> None:
    def fill(text: Passage) -> Passage:
        hole = Hole("", "why", None, Folder("root", "sub"))
        return filled(text, EXPRESSION, lambda _: hole, script=False)

    assert folder_of(child(root("a: '%x%/d'\n"), "a"), OUTER, fill) == Folder("root", "sub/d")
    assert isinstance(folder_of(child(root("a: 'x%x%/d'\n"), "a"), OUTER, fill), Unknown)


def test_a_folder_that_is_not_known_where_it_should_stand() -> None:
    unknown = Unknown("several repositories are checked out")
    assert folder_of(Absent(), unknown, lambda text: text) is unknown
    assert isinstance(folder_of(Present("x"), OUTER, lambda text: text), Folder)
    told = folder_of(Unknown("not asked"), OUTER, lambda text: text)
    assert isinstance(told, Unknown)
    assert told.reason == "not asked"
