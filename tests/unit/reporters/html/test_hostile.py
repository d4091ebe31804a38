"""Texts of other people's files change nothing of a page."""

from __future__ import annotations

import pytest

from preflight.finding import Finding, Severity, Unanswered, Unchecked
from preflight.picture import Node, Picture, Role
from preflight.report import Report, Suppressed
from preflight.reporters.html.report import write
from preflight.source import Place, Source
from tests.shared.html import Element, parsed
from tests.shared.pictures import finding


def _shape(element: Element) -> list[str]:
    return [f"{one.tag}{sorted(one.attributes)}" for one in element.all()]


HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "<!--",
    "]]>",
    "\u202e\u2066",
    "\x00\x1b[2J",
    "\ud800",
    "a\n\nb",
]


def _hostile(word: str) -> Report:
    source = Source(f"{word}.yml", f"{word.splitlines()[0]}: {word.splitlines()[0]}\n")
    one = finding("a.yml")
    bad = Finding(
        word, Severity.ERROR, word, type(one.location)(Place(source, 1, 1, 1, 3), word), why=word, fix=word, prevents=word, docs=word
    )
    doubt = Unanswered((word,), word, word, word, bad.location, asked=True, gates=True)
    picture = Picture((Node(Role.ENDPOINT, word, (Place(source, 1, 1, 2, 1),), (word,)),), ())
    return Report(
        root=word, files=1, documents=1, rules=1, judged=1, findings=(bad,),
        unknowns=(doubt,), not_asked=(word,), asked=True, recorded=word,
        suppressed=(Suppressed(bad, word, word, word),), unchecked=(Unchecked(word, 1, word),), picture=picture,
    )  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_texts_change_nothing_of_the_page(word: str) -> None:
    written = write(_hostile(word))
    assert _shape(parsed(written)) == _shape(parsed(write(_hostile("plain"))))
    assert all(character == "\n" or character.isprintable() for character in written)


def test_hostile_texts_do_no_harm(hostile: Report) -> None:
    written = write(hostile)
    parsed(written)
    assert all(character == "\n" or character.isprintable() for character in written)
