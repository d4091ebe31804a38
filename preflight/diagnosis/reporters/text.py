"""The diagnosis as text for a terminal: what failed, why, and what to do, the root first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.diagnosis.causes import OUTPUT_EXISTS
from preflight.diagnosis.diagnosis import SUCCEEDED
from preflight.escape import for_terminal

if TYPE_CHECKING:
    from preflight.diagnosis.causes import Cause
    from preflight.diagnosis.sightings import Sighting
    from preflight.diagnosis.told import Told
    from preflight.diagnosis.tracebacks import Raised

_MOST_WORKERS = 8
_MOST_REFUSED = 5
_BOLD, _RED, _YELLOW, _DIM, _END = "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"


class _Page:
    """Lines that are made harmless as they are added; colours are put around what is harmless already."""

    def __init__(self, *, color: bool) -> None:
        self.lines: list[str] = []
        self._color = color

    def add(self, text: str = "", style: str = "") -> None:
        shown = for_terminal(text)
        self.lines.append(f"{style}{shown}{_END}" if style and self._color and shown else shown)

    def row(self, name: str, text: str, width: int = 9) -> None:
        shown = f"{name}:"
        self.lines.append(f"  {_DIM if self._color else ''}{shown:{width}}{_END if self._color else ''} {for_terminal(text)}")


def write(told: Told, *, color: bool) -> str:
    """Return a diagnosis as text."""
    page = _Page(color=color)
    found = told.diagnosis
    page.add(told.headline, _BOLD + (_RED if found.has_failure else ""))
    if told.kind_note:
        page.add(told.kind_note, _YELLOW)
    _job(page, told)
    shown = found.causes if found.outcome != SUCCEEDED else []
    for number, cause in enumerate(shown, 1):
        _cause(page, told, cause, number, len(shown))
    if found.raised is not None and found.outcome != SUCCEEDED:
        _raised(page, found.raised, known=bool(shown))
    _possible(page, found.possible)
    _numbers(page, told)
    _reading(page, told)
    return "\n".join(page.lines) + "\n"


def _cause(page: _Page, told: Told, cause: Cause, number: int, of: int) -> None:
    failure, place = cause.sighting.failure, cause.sighting.first
    page.add()
    page.add(f"{number}. {cause.text(failure.summary)} [{failure.id}]" if of > 1 else f"{cause.text(failure.summary)} [{failure.id}]", _RED)
    page.row("message", place.text)
    more = cause.sighting.count - 1
    page.row("where", f"{place.path}:{place.line}" + (f", and {more} more" if more else ""))
    page.row("why", cause.text(failure.cause))
    page.row("fix", cause.text(failure.fix))
    for remark in told.advice:
        if remark.points_to == failure.id:
            page.row("numbers", remark.text)
    for setting in told.settings_of(cause):
        value = f"is `{setting.value}`" if setting.value is not None else "is not set"
        page.row("set at", f"{setting.path}:{setting.line}:{setting.column}: `{setting.key}` {value}")
    for rule, message, at in told.findings_of(cause):
        page.row("check", f"{at}: {message} [{rule}]")
    if failure.rules:
        page.row("rule", ", ".join(failure.rules))
    if failure.look:
        page.row("look at", failure.look)
    for one in cause.consequences:
        page.row("then", f"{one.failure.id}: {one.first.text} ({one.first.path}:{one.first.line}{_times(one)})")


def _times(one: Sighting) -> str:
    return f", {one.count} times" if one.count > 1 else ""


def _raised(page: _Page, raised: Raised, *, known: bool) -> None:
    page.add()
    page.add("the last exception:" if not known else "what was raised:", _BOLD)
    page.add(f"  {raised.text}")
    page.add(f"  {raised.path}:{raised.line}")
    for frame in raised.user_frames or raised.frames[-2:]:
        page.add(f"    {frame.path}:{frame.line}{f' in {frame.function}' if frame.function else ''}: {frame.code}".rstrip(": "))


def _possible(page: _Page, possible: list[Sighting]) -> None:
    for one in possible:
        page.add()
        page.add(f"possible: {one.failure.summary} [{OUTPUT_EXISTS}]", _YELLOW)
        page.row("why", one.failure.cause)
        page.row("fix", one.failure.fix)


def _numbers(page: _Page, told: Told) -> None:
    page.add()
    page.add("numbers", _BOLD)
    for name, text in told.numbers:
        page.row(name, text, 13)
    workers, left = told.workers(_MOST_WORKERS)
    for one in workers:
        items = f"{one.runs} runs, {one.succeeded} items ok, {one.failed} failed"
        page.row("node " + one.node, f"{one.process}: {items}, slowest {one.slowest:.1f} s, run() {one.method:.0f} s", 13)
    if left:
        page.add(f"  … and {left} more processes")
    told_already = {cause.id for cause in told.diagnosis.causes}
    for remark in told.advice:
        if remark.points_to not in told_already or told.diagnosis.outcome == SUCCEEDED:
            page.add(f"  note: {remark.text}", _YELLOW)


def _reading(page: _Page, told: Told) -> None:
    found = told.diagnosis
    if found.worth_opening and found.outcome != SUCCEEDED:
        page.add()
        page.add("worth opening: " + ", ".join(found.worth_opening))
    for path, reason in found.refused[:_MOST_REFUSED]:
        page.add(f"not read: {path}: {reason}", _YELLOW)
    if len(found.refused) > _MOST_REFUSED:
        page.add(f"not read: … and {len(found.refused) - _MOST_REFUSED} more", _YELLOW)


def _job(page: _Page, told: Told) -> None:
    if told.job is None:
        return
    page.add()
    for name, text in (*told.job.facts.items(), *told.job.links.items()):
        page.row(name, text, 13)
    for command in told.job.commands:
        page.add(f"  $ {command}")
