"""The diagnosis as Markdown: for an issue, a pull request or a job summary. What logs say stands in code, where it cannot act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.diagnosis.diagnosis import SUCCEEDED
from preflight.escape import for_terminal
from preflight.reporters.markup import code, inline

if TYPE_CHECKING:
    from preflight.diagnosis.causes import Cause
    from preflight.diagnosis.told import Told

_MOST_WORKERS = 20


def write(told: Told) -> str:
    """Return a diagnosis as Markdown."""
    found = told.diagnosis
    lines = [f"# {inline(told.headline)}", ""]
    if told.kind_note:
        lines += [f"> {inline(told.kind_note)}", ""]
    lines += _job(told)
    for number, cause in enumerate(found.causes if found.outcome != SUCCEEDED else [], 1):
        lines += _cause(told, cause, number)
    if found.raised is not None and found.outcome != SUCCEEDED:
        frames = [f"{frame.path}:{frame.line} in {frame.function}: {frame.code}" for frame in found.raised.user_frames]
        lines += ["## What was raised", "", *_block([found.raised.text, *frames]), ""]
        lines += [f"{code(f'{found.raised.path}:{found.raised.line}')}", ""]
    for one in found.possible:
        lines += [
            "## Possible",
            "",
            f"{inline(one.failure.summary)}. {inline(one.failure.cause)}",
            "",
            f"**Fix:** {inline(one.failure.fix)}",
            "",
        ]
    lines += _numbers(told)
    if found.worth_opening and found.outcome != SUCCEEDED:
        lines += ["Worth opening: " + ", ".join(map(code, found.worth_opening)), ""]
    lines += [f"- not read: {code(path)}: {inline(reason)}" for path, reason in found.refused[:20]]
    return "\n".join(lines).rstrip("\n") + "\n"


def _cause(told: Told, cause: Cause, number: int) -> list[str]:
    failure, place = cause.sighting.failure, cause.sighting.first
    lines = [f"## {number}. {inline(cause.text(failure.summary))}", "", *_block([place.text]), ""]
    lines += [f"at {code(f'{place.path}:{place.line}')}, {cause.sighting.count} time{'s' if cause.sighting.count > 1 else ''}", ""]
    lines += [f"**Why:** {inline(cause.text(failure.cause))}", "", f"**Fix:** {inline(cause.text(failure.fix))}", ""]
    lines += [f"- {inline(remark.text)}" for remark in told.advice if remark.points_to == failure.id]
    for setting in told.settings_of(cause):
        value = code(str(setting.value)) if setting.value is not None else "not set"
        lines.append(f"- {code(f'{setting.path}:{setting.line}:{setting.column}')}: {code(setting.key)} is {value}")
    lines += [f"- {code(at)}: {inline(message)} ({code(rule)})" for rule, message, at in told.findings_of(cause)]
    if failure.rules:
        lines.append("- rules that find it before the job: " + ", ".join(map(code, failure.rules)))
    lines += [
        f"- then {code(one.failure.id)}: {code(one.first.text)} at {code(f'{one.first.path}:{one.first.line}')}"
        for one in cause.consequences
    ]
    return [*lines, ""]


def _numbers(told: Told) -> list[str]:
    lines = [
        "## Numbers",
        "",
        "| | |",
        "|---|---|",
        *(f"| {inline(name, cell=True)} | {inline(text, cell=True)} |" for name, text in told.numbers),
        "",
    ]
    workers, left = told.workers(_MOST_WORKERS)
    if workers:
        lines += [
            "| node | process | runs | items ok | failed | slowest (s) | in run() (s) | computing (s) |",
            "|---|---|--:|--:|--:|--:|--:|--:|",
        ]
        for one in workers:
            names = f"| {inline(one.node, cell=True)} | {inline(one.process, cell=True)} | {one.runs} | {one.succeeded} | {one.failed} "
            lines.append(f"{names}| {one.slowest:.1f} | {one.method:.0f} | {one.cpu:.0f} |")
        lines += [f"… and {left} more processes"] if left else []
        lines.append("")
    named = {cause.id for cause in told.diagnosis.causes}
    return [*lines, *(f"- {inline(remark.text)}" for remark in told.advice if remark.points_to not in named), ""]


def _job(told: Told) -> list[str]:
    if told.job is None:
        return []
    rows = [f"| {inline(name, cell=True)} | {code(text, cell=True)} |" for name, text in (*told.job.facts.items(), *told.job.links.items())]
    return ["| | |", "|---|---|", *rows, "", *_block(list(told.job.commands)), ""]


def _block(lines: list[str]) -> list[str]:
    shown = [for_terminal(line) for line in lines]
    fence = "`" * max(3, 1 + max((_longest(line) for line in shown), default=0))
    return [fence, *shown, fence]


def _longest(text: str) -> int:
    """Return how many backticks stand next to one another at most."""
    longest = current = 0
    for character in text:
        current = current + 1 if character == "`" else 0
        longest = max(longest, current)
    return longest
