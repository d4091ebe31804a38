"""Where reports go: the options that name formats and files, and writing them there."""

from __future__ import annotations

import os
import sys

from preflight import exits
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import TextIO

    from preflight.report import Report

# Each format's module in preflight.reporters.
REPORTERS = {
    "text": "text",
    "json": "json_v1",
    "sarif": "sarif",
    "github": "github",
    "azure": "azure",
    "junit": "junit",
    "gitlab": "gitlab",
    "markdown": "markdown",
    "html": "html.report",
}
# These are lines of a build's log, and may share it.
_LINES = ("text", "github", "azure")


class Output(Record):
    """A format, and the file it goes to; None for standard output."""

    format: str
    file: str | None


def add_output_options(parser: ArgumentParser) -> None:
    """Add what says how a report is shown."""
    names = ", ".join(REPORTERS)
    add = parser.add_argument
    add("--format", action="append", default=[], metavar="NAME[:FILE]", help=f"{names}; to standard output or a file; repeatable")
    profile = "what SARIF holds: findings for code scanning, or all there is"
    add("--sarif-profile", choices=("github", "full"), default="github", help=profile)
    add_detail_options(parser)


def add_detail_options(parser: ArgumentParser) -> None:
    """Add what says how much a report shows as text."""
    add = parser.add_argument
    add("--quiet", action="store_true", help="one line for each finding, and nothing when there is none")
    add("--verbose", action="store_true", help="why each rule is there, and what was not asked")
    add("--no-color", action="store_true", help="no colour on a terminal")


def outputs_of(options: Namespace) -> list[Output]:
    """Return what is to be written, in the order given; text to standard output where nothing is said.

    Raises UsageError for a format that does not exist, a file that cannot be, and two reports in one place.
    """
    outputs = [_output(text) for text in options.format] or [Output("text", None)]
    places: dict[str, Output] = {}
    for output in outputs:
        place = "" if output.file is None else os.path.realpath(output.file)
        other = places.setdefault(place, output)
        if other is not output and (place or output.format == other.format or not {output.format, other.format} <= {*_LINES}):
            where = f"`{output.file}`" if place else "standard output"
            raise exits.UsageError(
                f"--format: {other.format} and {output.format} would both be written to {where}; give one of them a file of its own, "
                f"as in `--format {output.format}:FILE`"
            )
    return outputs


def are_explained(outputs: list[Output], options: Namespace) -> bool:
    """Tell whether any of them shows why a rule is there, what a finding rests on, and its fingerprint."""
    return options.verbose or any(output.format != "text" for output in outputs)


def are_pictured(outputs: list[Output]) -> bool:
    """Tell whether any of them shows a picture of what was checked."""
    return any(output.format == "html" for output in outputs)


def write_reports(report: Report, outputs: list[Output], options: Namespace) -> None:
    """Write a report in all formats.

    Raises UsageError for a file that cannot be written.
    """
    for output in outputs:
        _write(_rendered(report, output, options), output)


def _output(text: str) -> Output:
    name, _, file = text.partition(":")  # a file may have a colon itself, as in `C:\report.json`
    if name not in REPORTERS:
        raise exits.UsageError(f"--format takes {', '.join(REPORTERS)}, not `{name}`")
    if not file or file == "-":
        return Output(name, None)
    folder = os.path.dirname(file)
    if folder and not os.path.isdir(folder):
        raise exits.UsageError(f"`{file}` cannot be written: there is no folder `{folder}`")
    if os.path.isdir(file):
        raise exits.UsageError(f"`{file}` cannot be written: it is a folder")
    return Output(name, file)


def _rendered(report: Report, output: Output, options: Namespace) -> str:
    if output.format == "text":
        from preflight.reporters import text  # noqa: PLC0415 - only the reporter that is asked for is imported

        color = output.file is None and wants_color(sys.stdout, no_color=options.no_color)
        return text.write(report, color=color, quiet=options.quiet, verbose=options.verbose)
    from importlib import import_module  # noqa: PLC0415 - it costs a check more than naming the module

    more = {"full": options.sarif_profile == "full"} if output.format == "sarif" else {}
    written: str = import_module(f"preflight.reporters.{REPORTERS[output.format]}").write(report, **more)
    return written


def wants_color(stream: TextIO, *, no_color: bool) -> bool:
    """Tell whether to colour: where asked for, else on a terminal that can.

    The last word has who says no (https://no-color.org), then who insists (https://force-color.org, https://bixense.com/clicolors):
    the log of a build is no terminal, but may show colours.
    """
    asked = os.environ.get
    if no_color or asked("NO_COLOR"):
        return False
    if asked("FORCE_COLOR") or asked("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return asked("TERM") != "dumb" and stream.isatty()


def _write(text: str, output: Output) -> None:
    file = output.file
    if file is None:
        raw = None if output.format in _LINES else getattr(sys.stdout, "buffer", None)  # who calls may have put something else in its place
        if raw is None:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            raw.write(text.encode())  # whatever a terminal or a log takes, these are UTF-8
        return
    from preflight.commands.writing import write_text  # noqa: PLC0415 - most runs write no file

    write_text(file, text)
