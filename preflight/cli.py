"""The command line: the one place that knows arguments, streams and exit codes, and the one boundary for what goes wrong."""

from __future__ import annotations

import gc
import os
import sys

from preflight import __version__, exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Container
    from typing import NoReturn

# Commands are modules of preflight.commands by these names.
SUMMARIES = {
    "check": "judge batch endpoint and deployment files, and what they name",
    "az": "judge a command of az as it would run, and run it only if nothing is wrong",
    "config": "show the configuration that is in effect, and where each value is from",
    "baseline": "write down the findings of today, for checks that are to tell new ones only",
    "rules": "list, show and test rules",
    "diagnose": "read a job's logs, and say what failed, why, and what to do",
    "explain": "tell what a rule means, or which known failure a message is",
    "facts": "record what a workspace answers, for checks that cannot ask it",
    "doctor": "tell which facts of a workspace this sign-in can read",
    "permissions": "show the least role that rules need to ask a workspace",
    "completion": "print a script with which a shell completes what is typed after preflight",
}

_MAY_STAND_ALONE = "--changed"


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; nothing is raised."""
    gc.disable()  # one short run over trees that are not freed before it ends
    _prepare_streams()
    code = _guarded(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python writes what is left at exit, which would fail again: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return exits.PIPE_CLOSED
        _complain(f"standard output cannot be written: {(error.strerror or type(error).__name__).lower()}")
        return exits.BROKEN
    return code


def console() -> NoReturn:
    """Run as a command: end the process at once, since taking apart what a run has built takes a tenth of its time."""
    code = main()
    sys.stderr.flush()
    os._exit(code)


def _guarded(arguments: list[str]) -> int:
    """Run a command; whatever goes wrong becomes an exit code."""
    try:
        return _run(arguments)
    except exits.UsageError as error:
        _complain(str(error))
        return exits.USAGE
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        return exits.PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the boundary
        _report_crash(error)
        return exits.BROKEN


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        sys.stdout.write(f"preflight {__version__}\n")  # before anything is imported
        return exits.CLEAN
    arguments, foreign = _apart(arguments)
    try:
        options, rest = _parser(arguments[:1]).parse_known_args(_with_values(arguments))
    except SystemExit as done:  # argparse has said what is wrong, or helped
        return done.code if isinstance(done.code, int) else exits.USAGE
    _add_rest(options, rest)
    options.command = foreign  # what another program is told
    options.parser = _parser  # what a shell can complete
    code: int = options.run(options)
    return code


def _apart(arguments: list[str]) -> tuple[list[str], list[str] | None]:
    """Return the arguments without those of a command that is to be run, and these: argparse would read them, too.

    Raises UsageError where it is not said what to run.
    """
    if arguments[:1] != ["az"]:
        return arguments, None
    at = arguments.index("--") if "--" in arguments else len(arguments)
    if {"-h", "--help"} & {*arguments[:at]}:
        return arguments[:at], None
    if at == len(arguments):
        raise exits.UsageError(
            "what az is told stands after `--`, as in `preflight az -- ml batch-deployment create --file deployment.yml`"
        )
    return arguments[:at], arguments[at + 1 :]


def _with_values(arguments: list[str]) -> list[str]:
    """Return arguments in which no option takes the path after it for its value: argparse would give `--changed` one."""
    if _MAY_STAND_ALONE not in arguments:
        return arguments
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [f"{one}=" if one == _MAY_STAND_ALONE else one for one in arguments[:end]] + arguments[end:]


def _add_rest(options: Namespace, rest: list[str]) -> None:
    """Add to the paths those that stand after an option: argparse takes only the first run of them and gives back the others."""
    for argument in rest:
        if argument.startswith("-") and argument != "-":
            raise exits.UsageError(f"unknown option `{argument}`; `preflight COMMAND --help` lists them")
        if not hasattr(options, "paths"):
            raise exits.UsageError(f"one argument too many: `{argument}`")
    if rest:
        options.paths = [*options.paths, *rest]


def _parser(commands: Container[str] = SUMMARIES) -> ArgumentParser:
    """Return a parser in which only some commands know their options: filling in all of them takes longer than a check."""
    import argparse  # noqa: PLC0415 - `--version` does without
    from functools import partial  # noqa: PLC0415 - `--version` does without

    # With a width, argparse need not import shutil for every argument to find it out.
    formatter = partial(argparse.HelpFormatter, width=100, max_help_position=32)
    parser = argparse.ArgumentParser(
        prog="preflight",
        description="Finds what would make an Azure ML batch scoring job fail, before it is deployed.",
        epilog="Exit codes: 0 clean, 1 findings, 2 usage, 3 nothing checked, 4 not answered, 5 preflight failed.",
        formatter_class=formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"preflight {__version__}")
    actions = parser.add_subparsers(prog="preflight", required=True, metavar="COMMAND")
    for name, summary in SUMMARIES.items():
        inner = actions.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", formatter_class=formatter, allow_abbrev=False
        )
        if name in commands:
            _add_options(name, inner)
    return parser


def _add_options(name: str, parser: ArgumentParser) -> None:
    if name == "check":
        from preflight.commands import check  # noqa: PLC0415 - only the command that was asked for is imported

        check.add_options(parser)
    else:
        from importlib import import_module  # noqa: PLC0415 - it costs a check more than naming the module

        import_module(f"preflight.commands.{name}").add_options(parser)


def _prepare_streams() -> None:
    """Let no stream fail for a character its encoding lacks, and give what is written to a closed one somewhere to go."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - until the process ends
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _complain(message: str) -> None:
    from preflight.escape import for_terminal  # noqa: PLC0415 - only a mistake comes to it

    for line in message.split("\n"):
        sys.stderr.write(f"preflight: {for_terminal(line)}\n")


def _report_crash(error: Exception) -> None:
    """Say that preflight itself failed, with what a bug report needs."""
    import platform  # noqa: PLC0415 - only a crash comes to it
    import traceback  # noqa: PLC0415 - only a crash comes to it

    _complain(f"this is a bug in preflight {__version__} on Python {platform.python_version()}: please report what follows")
    sys.stderr.write("".join(traceback.format_exception(error)))
