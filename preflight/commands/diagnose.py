"""`preflight diagnose`: reads a job's logs and says what failed, why, where, and what to do."""

from __future__ import annotations

import os
import sys
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from preflight import exits
from preflight.commands.live import add_live_options
from preflight.commands.output import wants_color
from preflight.commands.writing import write_text
from preflight.diagnosis.bundle import open_bundle, stream_bundle
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.diagnosis import FAILED, diagnose
from preflight.diagnosis.settings import NO_SETTINGS
from preflight.diagnosis.told import Told

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable
    from typing import TextIO

    from preflight.diagnosis.bundle import Bundle
    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.settings import Settings

FORMATS = ("text", "json", "markdown", "html")
_MODULES = {"json": "json_v1"}
_WIPE = "\r\x1b[K"
_MEGABYTE = 1 << 20


def add_options(parser: ArgumentParser) -> None:
    """Add what `diagnose` takes."""
    add = parser.add_argument
    add("path", metavar="PATH", nargs="?", help="the folder or zip archive of a job's logs, or one log; `-` reads standard input")
    add("--job", metavar="NAME", help="read the logs of this job from the workspace; the job that was sent, or its step")
    add("--deployment", metavar="FILE", help="the deployment of the job: what is to be changed is shown there")
    add("--rules", action="append", default=[], metavar="PATH", help="a rule file or folder besides the built-in rules")
    add(
        "--format",
        action="append",
        default=[],
        metavar="NAME[:FILE]",
        help=f"{', '.join(FORMATS)}, to standard output or a file; repeatable",
    )
    add("--no-color", action="store_true", help="no colour on a terminal")
    add_live_options(parser, timeout=600.0)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Diagnose, report, and return the exit code: 0 for no failure, 1 for a known cause, 3 for none known or no logs."""
    formats = [_format(text) for text in options.format or ["text"]]
    if (options.path is None) == (options.job is None):
        raise exits.UsageError("diagnose takes either the PATH of a job's logs, or --job NAME with a workspace")
    own = _own_rules(options.rules)
    settings = _settings(options)
    progress = Progress(sys.stderr)
    known = known_failures(own).values()
    try:
        if options.job is not None:
            told = _told_of_job(options, known, settings, progress)
        else:
            told = Told(options.path, diagnose(_bundle(options.path), known, progress.show), settings)
    finally:
        progress.wipe()
    for name, target in formats:
        _write(_rendered(told, name, color=target is None and wants_color(sys.stdout, no_color=options.no_color)), target)
    return exit_code(told)


def exit_code(told: Told) -> int:
    """Return the exit code that a diagnosis comes to."""
    found = told.diagnosis
    if found.has_failure:
        return exits.FOUND
    failed = found.outcome == FAILED or found.possible or (found.raised is not None and found.outcome != "succeeded")
    return exits.NOTHING_CHECKED if failed or not found.files else exits.CLEAN


def _told_of_job(options: Namespace, known: Iterable[Failure], settings: Settings, progress: Progress) -> Told:
    from preflight.commands.job_logs import logs_of_job  # noqa: PLC0415 - few runs ask a workspace

    with TemporaryDirectory(prefix="preflight-") as folder:
        job, refused = logs_of_job(options, folder, progress.show)
        bundle = open_bundle(folder)
        bundle.refused.extend(refused)
        return Told(f"job {options.job}", diagnose(bundle, known, progress.show), settings, job)


def _bundle(path: str) -> Bundle:
    if path != "-":
        return open_bundle(path)
    if sys.stdin is None:
        raise exits.UsageError("standard input is closed")
    return stream_bundle("standard input", sys.stdin.buffer)


def _own_rules(paths: list[str]) -> list[dict[str, object]]:
    if not paths:
        return []
    from preflight.rulefiles import read_rules  # noqa: PLC0415 - few runs have rules of their own

    return [rule.data for rule in read_rules(paths)]


def _settings(options: Namespace) -> Settings:
    if options.deployment is None:
        return NO_SETTINGS
    from preflight.commands.deployment_settings import settings_of  # noqa: PLC0415 - judging takes longer than most diagnoses

    return settings_of(options.deployment, options.rules)


def _format(text: str) -> tuple[str, str | None]:
    name, _, target = text.partition(":")
    if name not in FORMATS:
        raise exits.UsageError(f"--format takes {', '.join(FORMATS[:-1])} or {FORMATS[-1]}, not `{name}`")
    return name, target or None


def _rendered(told: Told, name: str, *, color: bool) -> str:
    if name == "text":
        from preflight.diagnosis.reporters import text  # noqa: PLC0415 - only the reporter that is asked for is imported

        return text.write(told, color=color)
    from importlib import import_module  # noqa: PLC0415 - text does without

    written: str = import_module(f"preflight.diagnosis.reporters.{_MODULES.get(name, name)}").write(told)
    return written


def _write(text: str, target: str | None) -> None:
    if target is None:
        sys.stdout.write(text)
        return
    write_text(target, text)


class Progress:
    """One line on a terminal about how much is read; nothing anywhere else."""

    def __init__(self, stream: TextIO) -> None:
        """Take standard error."""
        self._stream = stream if stream.isatty() and os.environ.get("TERM") != "dumb" else None
        self._shown = -1

    def show(self, done: int, of: int) -> None:
        """Say how many megabytes are read, in place of what was said before."""
        megabytes = done // _MEGABYTE
        if self._stream is not None and megabytes != self._shown and of >= _MEGABYTE:
            self._shown = megabytes
            self._stream.write(f"{_WIPE}reading logs: {megabytes} of {of // _MEGABYTE} MiB")
            self._stream.flush()

    def wipe(self) -> None:
        """Leave no trace."""
        if self._stream is not None and self._shown >= 0:
            self._stream.write(_WIPE)
            self._stream.flush()
