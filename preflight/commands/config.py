"""`preflight config`: shows the configuration that is in effect, and where each value is from."""

from __future__ import annotations

import json
import sys

from preflight import exits
from preflight.commands import check
from preflight.commands.configured import COMMAND_LINE, DEFAULT, configured
from preflight.escape import for_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from preflight.configuration.reading import Configuration

_SHOWN = ("select", "ignore", "severity", "fail-on", "unknown", "format", "baseline")
_LINES = ("required-version", "extends", "rules")


def add_options(parser: ArgumentParser) -> None:
    """Add what `config` takes: all that a check does."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    show = actions.add_parser("show", help="show what is in effect for a check with these options", allow_abbrev=False)
    check.add_options(show)
    show.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print each setting that is in effect, with its origin.

    Raises UsageError for a configuration that is wrong.
    """
    configuration = configured(options)
    check.rules_of(options, configuration)  # ids that no rule has are errors
    for line in _lines(options, configuration):
        sys.stdout.write(for_terminal(line) + "\n")
    return exits.CLEAN


def _lines(options: Namespace, configuration: Configuration | None) -> Iterator[str]:
    yield f"# {configuration.told}" if configuration is not None else "# no configuration"
    for key in _SHOWN:
        value = getattr(options, key.replace("-", "_"))
        yield _line(key, value if value or key != "format" else ["text"], options.origins[key])
    given = configuration.settings if configuration is not None else {}
    for key in _LINES:
        if key in given and configuration is not None:
            yield _line(key, given[key], f"{configuration.told}:{configuration.places[key].line}")
    rest = len(options.rules) - (len(_texts(given.get("rules"))))
    if rest > 0:
        yield _line("rules", options.rules[:rest], COMMAND_LINE)
    if configuration is None:
        return
    for setting in configuration.paths:
        levels = {name: level.value for name, level in setting.severity.items()}
        said = {"files": list(setting.files), "ignore": list(setting.ignore), "severity": levels, "reason": setting.reason}
        if setting.until is not None:
            said["until"] = setting.until
        yield _line("paths", {key: value for key, value in said.items() if value}, f"{configuration.told}:{setting.place.line}")
    for name, target in configuration.targets.items():
        chosen = name in options.target
        named: dict[str, object] = {**target.address, "files": list(target.files), "set": list(target.settings), "facts": target.facts}
        where = f"{configuration.told}:{configuration.places['targets'].line}{', chosen' if chosen else ''}"
        yield _line(f"targets.{name}", {key: value for key, value in named.items() if value}, where)


def _line(key: str, value: object, origin: str) -> str:
    return f"{key}: {json.dumps(value, ensure_ascii=False)}  # {origin or DEFAULT}"


def _texts(value: object) -> list[object]:
    return [] if value is None else value if isinstance(value, list) else [value]
