"""Cases of exceptions, each with what comes of it: the table in docs/exceptions.md is made of them, and each is a test."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A case: what is the case, what comes of it in words, the files, and the same in figures.

    `told` are the findings as `rule:line`, of `SELECTED` and the rules about exceptions; `excused` are the excused ones in the same way.
    `before` are the files when a baseline was written, and `stale` is how many findings of it are no more there.
    """

    title: str
    outcome: str
    files: dict[str, str]
    told: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    before: dict[str, str] | None = None
    stale: int = 0


RULE = "retry-timeout-range"
SELECTED = (
    RULE,
    "mini-batch-size-range",
    "run-returns-nothing",
    "ignore-expired",
    "ignore-unknown-rule",
    "ignore-unused",
    "ignore-without-reason",
)
HEAD = "endpoint_name: heart\nname: torch\n"
BAD = "retry_settings: {timeout: 0}"
GOOD = "retry_settings: {timeout: 30}"
IGNORE = f"# preflight: ignore[{RULE}]"
MARK = "# preflight: ignore"
INVOKE = "az ml batch-deployment create --name torch --endpoint-name heart --file d.yml"
WORKFLOW = f"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          {IGNORE} slow cluster\n          {INVOKE} \\\n"
CONFIG = f"paths:\n  - {{files: d.yml, ignore: {RULE}, reason: x}}\n"
BASELINE = ("--baseline", "base.json")
SET = "--set retry_settings.timeout=0"


def _deployment(rest: str) -> dict[str, str]:
    return {"d.yml": f"{HEAD}{rest}\n"}


def _configured(files: str) -> dict[str, str]:
    return {"preflight.yml": f"paths:\n  - {{{files}, ignore: {RULE}, reason: slow cluster}}\n"}


def _script(times: int) -> str:
    middle = "".join(f"    if len(mini_batch) > {number}:\n        return\n" for number in range(times))
    return f"def init():\n    pass\ndef run(mini_batch):\n{middle}    return mini_batch\n"


def _notebook(*lines: str) -> dict[str, str]:
    listed = ",\n".join(f'    "{line}\\n"' for line in lines)
    cell = f'{{"cell_type": "code", "metadata": {{}}, "outputs": [], "execution_count": null, "source": [\n{listed}\n   ]}}'
    return {"n.ipynb": f'{{"cells": [\n{cell}\n], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}', **_deployment("description: x")}


CASES = (
    Case("on the line of the finding", "excused", _deployment(f"{BAD}  {IGNORE} slow cluster"), excused=(f"{RULE}:3",)),
    Case("on the line above", "excused", _deployment(f"{IGNORE} slow cluster\n{BAD}"), excused=(f"{RULE}:4",)),
    Case(
        "above, with another comment between",
        "excused",
        _deployment(f"{IGNORE} slow cluster\n# see the wiki\n{BAD}"),
        excused=(f"{RULE}:5",),
    ),
    Case(
        "above, with a blank line between",
        "does not apply, and is told as unused",
        _deployment(f"{IGNORE} slow cluster\n\n{BAD}"),
        ("ignore-unused:3", f"{RULE}:5"),
    ),
    Case(
        "above a key whose value holds the finding further down",
        "does not apply, and is told as unused",
        _deployment(f"{IGNORE} slow cluster\nretry_settings:\n  timeout: 0"),
        ("ignore-unused:3", f"{RULE}:5"),
    ),
    Case(
        "before the first line of a file that is no comment",
        "excuses the whole file",
        {"d.yml": f"# Copyright\n{IGNORE} slow cluster\n---\n{HEAD}{BAD}\n"},
        excused=(f"{RULE}:6",),
    ),
    Case(
        "several rules in one comment",
        "each by itself",
        _deployment(f"{BAD}  {MARK}[{RULE}, mini-batch-size-range] slow cluster"),
        ("ignore-unused:3",),
        (f"{RULE}:3",),
    ),
    Case("no reason", "does not hold; both are told", _deployment(f"{BAD}  {IGNORE}"), (f"{RULE}:3", "ignore-without-reason:3")),
    Case(
        "a dash for a reason", "does not hold; both are told", _deployment(f"{BAD}  {IGNORE} --"), (f"{RULE}:3", "ignore-without-reason:3")
    ),
    Case("no rule", "does not hold; both are told", _deployment(f"{BAD}  {MARK} slow cluster"), (f"{RULE}:3", "ignore-unknown-rule:3")),
    Case(
        "a rule that does not exist",
        "told, with the nearest name",
        _deployment(f"{BAD}  {MARK}[retry-timeout-rang] slow cluster"),
        (f"{RULE}:3", "ignore-unknown-rule:3"),
    ),
    Case("`until` a day to come", "excused", _deployment(f"{BAD}  {IGNORE} slow cluster, until 2999-12-31"), excused=(f"{RULE}:3",)),
    Case("`until` before the reason", "excused", _deployment(f"{BAD}  {IGNORE} until 2999-12-31 slow cluster"), excused=(f"{RULE}:3",)),
    Case(
        "`until` a day that has gone by",
        "does not hold; both are told",
        _deployment(f"{BAD}  {IGNORE} slow cluster (until 2020-01-31)"),
        (f"{RULE}:3", "ignore-expired:3"),
    ),
    Case(
        "`until` what is no day",
        "does not hold; both are told",
        _deployment(f"{BAD}  {IGNORE} slow cluster until 2999-02-30"),
        (f"{RULE}:3", "ignore-expired:3"),
    ),
    Case("nothing to excuse", "told as unused", _deployment(f"{GOOD}  {IGNORE} slow cluster"), ("ignore-unused:3",)),
    Case("the rule is not selected", "nothing is told", _deployment(f"{GOOD}  {MARK}[logging-level-value] one node")),
    Case(
        "the rule needs what is not known",
        "nothing is told",
        _deployment(f"retry_settings: {{timeout: '${{T}}'}}  {IGNORE} slow cluster"),
    ),
    Case(
        "a file by itself, not its folder",
        "what is unused is not told",
        _deployment(f"{GOOD}  {IGNORE} slow cluster"),
        arguments=("d.yml",),
    ),
    Case(
        "`ignore-unused` is not wanted",
        "not told",
        _deployment(f"{GOOD}  {IGNORE} slow cluster"),
        arguments=("--ignore", "ignore-unused"),
    ),
    Case(
        "in the text of a value",
        "is no comment",
        _deployment(f'retry_settings: {{timeout: 0, max_retries: 3}}\ndescription: "{IGNORE} x"'),
        (f"{RULE}:3",),
    ),
    Case(
        "in a script within a workflow, above a command of several lines",
        "excused on each of its lines",
        {**_deployment("description: x"), ".github/workflows/w.yml": f"{WORKFLOW}            {SET}\n"},
        excused=(f"{RULE}:9",),
    ),
    Case(
        "in a shell script",
        "excused",
        {**_deployment("description: x"), "deploy.sh": f"#!/bin/sh\nset -e\n{INVOKE} {SET} {IGNORE} slow cluster\n"},
        excused=(f"{RULE}:3",),
    ),
    Case(
        "in a PowerShell script",
        "excused",
        {**_deployment("description: x"), "deploy.ps1": f"$x = 1\n{IGNORE} slow cluster\n{INVOKE} `\n  {SET}\n"},
        excused=(f"{RULE}:4",),
    ),
    Case(
        "in a batch file, after `rem`",
        "excused",
        {**_deployment("description: x"), "deploy.cmd": f"@echo off\nset A=1\nrem {IGNORE[2:]} slow cluster\n{INVOKE} {SET}\n"},
        excused=(f"{RULE}:4",),
    ),
    Case(
        "in a cell of a notebook",
        "excused",
        _notebook("import os", f"{IGNORE} slow cluster", f"!{INVOKE} {SET}"),
        excused=(f"{RULE}:5",),
    ),
    Case(
        "in a scoring script",
        "excused",
        {"score.py": f"import os\ndef init():\n    pass\ndef run(mini_batch):\n    return  {MARK}[run-returns-nothing] writes files\n"},
        excused=("run-returns-nothing:5",),
    ),
    Case(
        "in a text of a scoring script",
        "is no comment",
        {"score.py": f"X = '''\n{MARK}[run-returns-nothing] x\n'''\ndef init():\n    pass\ndef run(mini_batch):\n    return\n"},
        ("run-returns-nothing:7",),
    ),
    Case(
        "the same twice in one file",
        "each is told, with a fingerprint of its own",
        _deployment(f"{BAD}  {IGNORE}\nmini_batch_size: 1  {IGNORE}"),
        (f"{RULE}:3", "ignore-without-reason:3", "ignore-without-reason:4"),
    ),
    Case(
        "in the configuration, for files",
        "excused in these files only",
        {**_configured("files: a/**"), "a/d.yml": f"{HEAD}{BAD}\n", "b/d.yml": f"{HEAD}{BAD}\n"},
        (f"{RULE}:3",),
        (f"{RULE}:3",),
    ),
    Case(
        "in the configuration, of two for a file",
        "the last one counts, and the other is told as unused",
        {"preflight.yml": f"{CONFIG}  - {{files: '*.yml', severity: {{{RULE}: info}}, reason: x}}\n", **_deployment(BAD)},
        (f"{RULE}:3", "ignore-unused:2"),
        (),
    ),
    Case(
        "in the configuration, past its last day",
        "does not hold; both are told",
        {**_configured("files: '*.yml', until: 2020-01-31"), **_deployment(BAD)},
        (f"{RULE}:3", "ignore-expired:2"),
    ),
    Case(
        "in the configuration, with nothing to excuse",
        "told as unused",
        {**_configured("files: a/**"), **_deployment(GOOD)},
        ("ignore-unused:2",),
    ),
    Case(
        "in the configuration, with nothing to excuse in the folder that is checked",
        "nothing is told: other folders were not checked",
        {**_configured("files: a/**"), "b/d.yml": f"{HEAD}{GOOD}\n"},
        arguments=("b",),
    ),
    Case("in a baseline", "excused", _deployment(BAD), excused=(f"{RULE}:3",), before=_deployment(BAD), arguments=BASELINE),
    Case(
        "in a baseline, and the lines have moved",
        "excused",
        _deployment(f"# x\n\n{BAD}"),
        excused=(f"{RULE}:5",),
        before=_deployment(BAD),
        arguments=BASELINE,
    ),
    Case(
        "in a baseline, with another value by now",
        "told, and what was there is stale",
        _deployment("retry_settings: {timeout: -1}"),
        (f"{RULE}:3",),
        before=_deployment(BAD),
        arguments=BASELINE,
        stale=1,
    ),
    Case(
        "in a baseline, and mended",
        "shown as stale, which fails nothing",
        _deployment(GOOD),
        before=_deployment(BAD),
        arguments=BASELINE,
        stale=1,
    ),
    Case(
        "in a baseline, and its file is not checked",
        "not stale",
        {"b/d.yml": f"{HEAD}{GOOD}\n"},
        before=_deployment(BAD),
        arguments=(*BASELINE, "b"),
    ),
    Case(
        "in a baseline, and one more that is equal",
        "as many are excused as there were",
        {"score.py": _script(3)},
        ("run-returns-nothing:9",),
        ("run-returns-nothing:5", "run-returns-nothing:7"),
        before={"score.py": _script(2)},
        arguments=BASELINE,
    ),
    Case(
        "in a baseline, and excused by a comment since",
        "the comment counts, and the entry is stale",
        _deployment(f"{BAD}  {IGNORE} slow cluster"),
        excused=(f"{RULE}:3",),
        before=_deployment(BAD),
        arguments=BASELINE,
        stale=1,
    ),
)
