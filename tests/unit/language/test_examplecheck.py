"""The examples of a rule file: every fault in their form, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    FaultsOf = Callable[..., list[str]]

BAD, GOOD, UNKNOWN = "bad: {d.yml: a}", "good: {d.yml: b}", "unknown: {d.yml: c}"
SPECIAL = "`{$unknown: why}` and `{$open: [...], because: why}` are understood, not"


@pytest.mark.parametrize(
    ("examples", "told"),
    [
        ("text", ["12:11 there is no bad example", "12:11 there is no good example"]),
        ("[]", ["12:1 there is no bad example", "12:1 there is no good example"]),
        (f"[{{{BAD}}}]", ["12:1 there is no good example"]),
        (f"[{{{GOOD}}}]", ["12:1 there is no bad example"]),
        (f"[{{{BAD}}}, {{{GOOD}}}, text]", ["12:51 an example has exactly one of bad, good, unknown"]),
        (f"[{{{BAD}}}, {{{GOOD}}}, {{}}]", ["12:51 an example has exactly one of bad, good, unknown"]),
        (f"[{{{BAD}, {GOOD}}}, {{{BAD}}}, {{{GOOD}}}]", ["12:12 an example has exactly one of bad, good, unknown"]),
    ],
)
def test_faults_of_the_list(faults: FaultsOf, examples: str, told: list[str]) -> None:
    assert faults(examples=examples) == told


def test_what_may_wait_for_the_workspace_has_an_unknown_example(faults: FaultsOf) -> None:
    check = "{path: deployment.instance_count, at_most: {path: compute.max_nodes}}"
    examples = f"[{{{BAD}}}, {{{GOOD}}}]"
    assert faults(check=check, examples=examples) == ["12:1 there is no unknown example, though `compute.max_nodes` may be unknown"]
    assert faults(check=check, examples=f"[{{{BAD}}}, {{{GOOD}}}, {{{UNKNOWN}}}]") == []
    # a message asks nothing
    assert faults(message="'{compute.max_nodes}'", at="compute.max_nodes", suggest="compute.tier", examples=examples) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", []),
        ("message: 'a*', at: 'd.yml:1:12'", []),
        ("at: ['d.yml:1:12', 'a/b.yml:2:1'], suggests: a", []),
        ("mesage: a", ["12:50 unknown key `mesage`; did you mean `message`?"]),
        ("message: 5", ["12:59 `message` takes a text"]),
        ("because: null", ["12:50 `because` takes a text"]),
        ("suggests: [a]", ["12:50 `suggests` takes a text"]),
        ("at: d.yml", ["12:54 `at` takes file:line:column, or a list of them"]),
        ("at: 'd.yml:0:1'", ["12:54 `at` takes file:line:column, or a list of them"]),
        ("at: ['d.yml:1:1', 5]", ["12:50 `at` takes file:line:column, or a list of them"]),
        ("at: []", ["12:50 `at` takes file:line:column, or a list of them"]),
        ("at: {a: 1}", ["12:50 `at` takes file:line:column, or a list of them"]),
        ("facts: text", ["12:57 `facts` maps roots to values"]),
        ("facts: null", ["12:50 `facts` maps roots to values"]),
        ("facts: {dco: 1}", ["12:58 unknown root `dco`; did you mean `doc`?"]),
        ("facts: {doc: {any: [thing]}, compute: null, environment: text}", []),
        ("facts: {compute: {max_nodes: 4}, conda: {packages: [{name: a}]}}", []),
        ("facts: {compute: {max_node: 4}}", ["12:68 no fact `max_node` in `compute`; did you mean `max_nodes`?"]),
        ("facts: {conda: {packages: [{nmae: a}]}}", ["12:78 no fact `nmae` in `package`; did you mean `name`?"]),
        ("facts: {conda: {python: {name: a}}}", ["12:75 no fact `name` in `python`"]),
        ("facts: {compute: {max_nodes: {$unknown: 403}}}", [f"12:68 {SPECIAL} `{{$unknown}}`"]),
        ("facts: {compute: {max_nodes: {$unknown: '403'}}}", []),
        ("facts: {compute: {$unknown: '403', tier: a}}", [f"12:58 {SPECIAL} `{{$unknown, tier}}`"]),
        ("facts: {compute: {$unkown: '403'}}", [f"12:58 {SPECIAL} `{{$unkown}}`"]),
        ("facts: {conda: {packages: {$open: [{name: a}], because: cut}}}", []),
        ("facts: {conda: {packages: {$open: [{nmae: a}], because: cut}}}", ["12:86 no fact `nmae` in `package`; did you mean `name`?"]),
        ("facts: {conda: {packages: {$open: [], because: 5}}}", [f"12:66 {SPECIAL} `{{$open, because}}`"]),
        ("facts: {conda: {packages: {$open: [{name: a}]}}}", [f"12:66 {SPECIAL} `{{$open}}`"]),
        ("facts: {conda: {packages: {$open: {name: a}, because: cut}}}", [f"12:66 {SPECIAL} `{{$open, because}}`"]),
    ],
)
def test_faults_of_what_an_example_says(faults: FaultsOf, more: str, told: list[str]) -> None:
    assert faults(examples=f"[{{{GOOD}}}, {{{BAD}, {more}}}]".replace(", }", "}")) == told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ("text", "an example maps file names to texts"),
        ("{}", "an example maps file names to texts"),
        ("[d.yml]", "an example maps file names to texts"),
        ("{d.yml: 5}", "an example maps file names to texts"),
        ("{d.yml: null}", "an example maps file names to texts"),
        ("{d.yml: {a: b}}", "an example maps file names to texts"),
        ("{/etc/passwd: a}", "`/etc/passwd` is no path inside of the example's folder"),
        ("{../d.yml: a}", "`../d.yml` is no path inside of the example's folder"),
        ("{a/../../d.yml: a}", "`a/../../d.yml` is no path inside of the example's folder"),
        ("{a/./d.yml: a}", "`a/./d.yml` is no path inside of the example's folder"),
        ("{a//d.yml: a}", "`a//d.yml` is no path inside of the example's folder"),
        ("{a/: a}", "`a/` is no path inside of the example's folder"),
        ("{'': a}", "`` is no path inside of the example's folder"),
        ("{'a\\d.yml': a}", "`a\\d.yml` is no path inside of the example's folder"),
        ("{'C:d.yml': a}", "`C:d.yml` is no path inside of the example's folder"),
        ('{"a\\0": a}', "`a\0` is no path inside of the example's folder"),
        (f"{{{'a' * 101}: a}}", f"`{'a' * 101}` is no path inside of the example's folder"),
        (f"{{{'a/' * 100}b: a}}", f"`{'a/' * 100}b` is no path inside of the example's folder"),
        ("{a: b, a/d.yml: a}", "`a` is a file and a folder at once"),
        ("{...: a, .a/b.yml: c, 'd e.yml': '', ..f: g}", None),
    ],
)
def test_faults_of_files(faults: FaultsOf, files: str, told: str | None) -> None:
    found = faults(examples=f"[{{{GOOD}}}, {{bad: {files}}}]")
    assert [fault.partition(" ")[2] for fault in found] == ([told] if told else [])
    assert all(fault.startswith("12:") for fault in found)


def test_facts_of_any_kind_the_rule_is_for_may_be_given(faults: FaultsOf) -> None:
    changed = {"for": "[batch-endpoint, batch-deployment]", "check": "{path: document.path, exists: true}"}
    assert faults(**changed, examples=f"[{{{BAD}, facts: {{compute: {{tier: a}}}}}}, {{{GOOD}}}]") == []
    found = faults(**changed, examples=f"[{{{BAD}, facts: {{invocation: {{}}}}}}, {{{GOOD}}}]")
    assert found == ["12:38 unknown root `invocation`"]


def test_facts_are_not_judged_where_the_kind_is_misspelt(faults: FaultsOf) -> None:
    found = faults(**{"for": "batch", "examples": f"[{{{BAD}, facts: {{compute: {{}}}}}}, {{{GOOD}}}]"})
    assert found == ["4:6 unknown kind `batch`"]
