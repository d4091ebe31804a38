"""Templates: what they print of values, and of what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.document import Document, parse
from preflight.language.template import WHOLE, Template, key_of, show
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import Absent, Unknown, child, fact, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope

    ScopeOf = Callable[..., Scope]

TEXT = """\
name: scoring
retry: {timeout: 30}
null:
later: ${T}
items:
  - {name: a, size: 1}
  - {name: b, size: 2}
"""


@pytest.fixture
def inside(scope: ScopeOf) -> Scope:
    document = parse(Source("batch/d.yml", TEXT), azure_dialect())
    assert isinstance(document, Document)
    facts = {"unknown": Unknown("?"), "open": listing([], rest=Unknown("?")), "numbers": list(range(1, 8)), "five": [1, 2, 3, 4, 5]}
    return scope(doc=document.root, conda={"name": "live", "list": [], "mapping": {}, "flag": True, "half": 0.5, **facts})


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("", ""),
        ("plain", "plain"),
        ("{doc.name}", "scoring"),
        ("`{doc.name}` and {doc.retry.timeout}.", "`scoring` and 30."),
        ("{{{doc.name}}}", "{scoring}"),
        ("{{doc.name}}", "{doc.name}"),
        ("{value}", "decided"),
        ("{doc.missing}", "(missing)"),
        ("{doc.null}", "(missing)"),
        ("{doc.missing.inside}", "(missing)"),
        ("{doc.later}", "${T}"),
        ("{conda.unknown}", "(unknown)"),
        ("{conda.unknown.inside}", "(unknown)"),
        ("{conda.flag} {conda.half}", "true 0.5"),
        ("{doc.retry}", "{timeout}"),
        ("{conda.mapping}", "{}"),
        ("{conda}", "live"),
        ("{doc.items}", "[a, b]"),
        ("{conda.list}", "[]"),
        ("{conda.numbers}", "[1, 2, 3, 4, 5, …]"),
        ("{conda.five}", "[1, 2, 3, 4, 5]"),
        ("{doc.items.*.name}", "a, b"),
        ("{conda.numbers.*}", "1, 2, 3, 4, 5, …"),
        ("{conda.five.*}", "1, 2, 3, 4, 5"),
        ("{conda.list.*}", "(missing)"),
        ("{doc.missing.*}", "(missing)"),
        ("{conda.unknown.*}", "(unknown)"),
        ("{conda.open.*.name}", "(unknown)"),
        ("{doc.retry!key}", "retry"),
        ("{doc.name!key}", "name"),
        ("{doc.null!key}", "null"),
        ("{doc.missing!key}", "missing"),
        ("{doc.items[0]!key}", "(no key)"),
        ("{doc.items.*.name!key}", "name"),
        ("{doc.missing.*!key}", "(no key)"),
        ("{doc.name!file}", "batch/d.yml"),
        ("{doc.retry!place}", "batch/d.yml:2"),
        ("{doc.items.*!place}", "batch/d.yml:6"),
        ("{doc.missing!place}", "batch/d.yml:1"),
        ("{conda.name!file} {conda.name!place}", "(nowhere) (nowhere)"),
        ("{value!key} {value!place}", "(no key) (nowhere)"),
    ],
)
def test_fill(inside: Scope, template: str, printed: str) -> None:
    assert Template(template).fill(inside, fact("decided")) == printed


def test_long_texts_are_cut(inside: Scope) -> None:
    eighty = "x" * 80
    assert show(fact(eighty)) == eighty
    assert show(fact(eighty + "y")) == "x" * 79 + "…"
    assert show(Unknown("?", text=eighty + "y")) == "x" * 79 + "…"
    assert show(fact({eighty: 1})) == "{" + "x" * 78 + "…"
    assert len(Template("{value}{value}").fill(inside, fact("z" * 500))) == 160


def test_a_width_may_be_given(inside: Scope) -> None:
    assert Template("{value}", 90).fill(inside, fact("z" * 500)) == "z" * 89 + "…"
    assert show(fact(["z" * 500]), 90) == "[" + "z" * 89 + "…]"
    assert len(Template("{value}", WHOLE).fill(inside, fact("z" * 500))) == 500


def test_what_has_no_key_says_so(inside: Scope) -> None:
    assert key_of(Absent()) == "(no key)"
    assert key_of(Absent(name="lost")) == "lost"
    assert key_of(child(inside["doc"], "retry")) == "retry"
