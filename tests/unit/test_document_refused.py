"""What is no YAML, or more than anybody writes, is told with its line and the likely cause."""

from __future__ import annotations

import pytest
import yaml

from preflight.document import MAX_DEPTH, MAX_VALUES
from preflight.source import Source
from preflight.value import Absent
from tests.shared.documents import read, refused

# Several documents, and none


def test_of_several_documents_the_first_is_read() -> None:
    document = read("---\na: 1\n---\nb: 2\n")
    assert repr(document.root) == "Present({'a': Present(1)})"
    (fault,) = document.faults
    assert (fault.line, fault.reason) == (3, "several documents in one file: azure-ai-ml reads files with one")
    assert isinstance(read("--- ~\n---\nb: 2\n").root, Absent)
    assert read("a: 1\n...\n").faults == ()


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n...\n", "~", "null\n"])
def test_an_empty_text_is_told(text: str) -> None:
    assert refused(text)[1] == "empty"


# What is no YAML


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\n\tb: 2\n", 2, "not YAML: a tab is used for indentation"),
        ("a:\n\t- b\n", 2, "not YAML: a tab is used for indentation"),
        ("a: [1\nb: 2\n", 2, "not YAML: did not find expected ',' or ']'"),
        ("a: 'b\n", 2, "not YAML: found unexpected end of stream"),
        ("a: b: c\n", 1, "not YAML: mapping values are not allowed in this context"),
        ("a: 1\n  b: 2\n", 2, "not YAML: mapping values are not allowed in this context"),
        ("a: @b\n", 1, "not YAML: found character that cannot start any token"),
        ("a: %b\n", 1, "not YAML: found character that cannot start any token"),
        ("a: 1\nb: *c\n", 2, "the alias `*c` has no anchor before it"),
        ("a: !x!y z\n", 1, "not YAML: found undefined tag handle"),
        ("a: 1\nb: '\x07'\n", 2, "a control character: YAML does not allow it"),
        ("a: 1\n\x1b[31mb: 2\n", 2, "a control character: YAML does not allow it"),
        ("é: 1\n\n\ufffe: 2\n", 3, "a control character: YAML does not allow it"),
    ],
)
def test_what_is_no_yaml_is_told(text: str, line: int, reason: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(text)
    assert refused(text) == (line, reason)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: {{ name }}\n", 2), ("{% if a %}\nb: 1\n{% endif %}\n", 1), ("a: 1\n{{ b }}: 2\n", 2), ("a: [{{ b }}, c]\n", 1),
        ("# note\n\n  {%- for x in y %}\n", 3),
        ("# {{ no }}\na: {{ yes }}\n", 2), ("a: [1\nb: x{{ y }}\n", 2), ("a: b: c{{\n", 1),
    ],
)  # fmt: skip
def test_a_bare_template_is_named_as_the_cause(text: str, line: int) -> None:
    assert refused(text) == (line, "template placeholders `{{…}}`: not YAML until they are filled in")


@pytest.mark.parametrize(
    "text", ["a: [${{ b\n", "a: '{{ b }}'\nc: [\n", 'a: "{% b %}"\nc: [\n', "# {{ a comment }}\nb: [\n", "a: b: c # {% comment %}\n"]
)
def test_other_marks_are_not(text: str) -> None:
    assert refused(text)[1].startswith("not YAML")


def test_an_error_without_a_place_is_told_at_the_start() -> None:
    from preflight.document import _syntax_fault

    fault = _syntax_fault(Source("x.yml", "a"), yaml.MarkedYAMLError())
    assert (fault.line, fault.reason) == (1, "not YAML: not YAML")


def test_an_alias_inside_of_its_own_anchor_is_refused() -> None:
    assert refused("a: 1\nb: &b [*b]\n") == (2, "the alias `*b` stands inside its own anchor")


# Limits


def test_a_text_may_be_as_deep_as_the_limit() -> None:
    read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    reason = f"nested more than {MAX_DEPTH} deep"
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == (1, reason)
    stairs = "".join(f"{' ' * depth}a:\n" for depth in range(MAX_DEPTH + 1)) + " " * (MAX_DEPTH + 1) + "b: 1\n"
    assert refused(stairs) == (MAX_DEPTH + 1, reason)
    for many in ("[" * 10_000, "{a: " * 10_000, "- " * 10_000):
        assert refused(many)[1] == reason


def test_a_text_may_have_as_many_values_as_the_limit() -> None:
    read("[" + "1," * (MAX_VALUES - 1) + "]")
    assert refused("\n".join("-" for _ in range(MAX_VALUES))) == (MAX_VALUES, f"more than {MAX_VALUES:,} values, with aliases expanded")


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", *(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 10))]
    assert refused("\n".join(lines)) == (5, f"more than {MAX_VALUES:,} values, with aliases expanded")


def test_aliases_that_nest_too_deep_are_refused() -> None:
    text = "- &a0 [x]\n" + "".join(f"- &a{at} [*a{at - 1}]\n" for at in range(1, 200))
    line, reason = refused(text)
    assert reason == f"nested more than {MAX_DEPTH} deep, with aliases expanded"
    assert MAX_DEPTH - 3 <= line <= MAX_DEPTH + 1
