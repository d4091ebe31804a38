"""A check that Python code asks for: nothing is printed, and nothing ends the process."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from preflight import exits
from preflight.commands import check as command
from preflight.commands.configured import configured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.report import Report

_UNKNOWN = ("warn", "fail", "ignore")


def check(  # noqa: PLR0913 - as many as a caller may want, by name
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = ".",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, str] | None = None,
    rules: Iterable[str | os.PathLike[str]] = (),
    facts: str | os.PathLike[str] | None = None,
    baseline: str | os.PathLike[str] | None = None,
    config: str | os.PathLike[str] | bool = True,
    unknown: str | None = None,
) -> Report:
    """Check files and folders, and return what `preflight check` would report, offline.

    `select`, `ignore` and the keys of `severity` are rule ids; `rules` are rule files and folders besides the built-in ones. `facts` is a
    recording of what a workspace answers. `config` is a configuration, True for the one above the paths, False for none; what is given
    here wins over it. `unknown` (`warn`, `fail` or `ignore`) says what it is worth that something was not answered.
    Paths are meant from the working directory. Raises UsageError for whatever makes `preflight check` exit with 2.
    """
    parser = ArgumentParser()
    command.add_options(parser)
    options = parser.parse_args([])
    options.paths = [str(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    if "-" in options.paths:
        raise exits.UsageError("standard input is not read for a caller")
    if unknown is not None and unknown not in _UNKNOWN:
        raise exits.UsageError(f"`unknown` is one of {', '.join(_UNKNOWN)}, not `{unknown}`")
    options.select, options.ignore = list(select), list(ignore)
    options.severity = [f"{rule}={level}" for rule, level in (severity or {}).items()]
    options.rules = [str(path) for path in rules]
    options.facts = None if facts is None else str(facts)
    options.baseline = None if baseline is None else str(baseline)
    options.no_config = config is False
    options.config = None if isinstance(config, bool) else str(config)
    options.unknown = unknown
    return command.reported(options, command.Details(explained=True), configured(options))
