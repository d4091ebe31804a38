"""The options of a run as they are in effect: the command line's, else the configuration's, else the defaults."""

from __future__ import annotations

import os

from preflight import exits
from preflight.commands.paths import working_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from preflight.configuration.reading import Configuration

# Options that a configuration may set, with what they are where nobody does.
DEFAULTS: dict[str, Any] = {"select": [], "ignore": [], "severity": [], "rules": [], "fail_on": "error", "unknown": "warn", "format": []}
COMMAND_LINE, DEFAULT = "command line", "default"


def add_configuration_options(parser: ArgumentParser) -> None:
    """Add what says which configuration counts."""
    add = parser.add_argument
    add("--config", metavar="FILE", help="the configuration (default: preflight.yml or pyproject.toml above what is checked)")
    add("--no-config", action="store_true", help="read no configuration")


def configured(options: Namespace) -> Configuration | None:
    """Fill in what the command line does not say, and return the configuration.

    `options.origins` has where each option is from. Raises UsageError for a configuration that is wrong.
    """
    configuration = _configuration(options)
    options.origins = {}
    options.packs = []
    for name, default in DEFAULTS.items():
        _fill(options, name, default, configuration)
    _fill(options, "baseline", None, configuration)
    if configuration is not None:
        from preflight.configuration.packs import pack_folder  # noqa: PLC0415 - most runs have no configuration

        options.packs = [pack_folder(one, configuration.folder) for one in texts(configuration.settings.get("extends"))]
        options.rules += [configuration.absolute(one) for one in texts(configuration.settings.get("rules"))]
    return configuration


def _configuration(options: Namespace) -> Configuration | None:
    if options.no_config:
        if options.config is not None:
            raise exits.UsageError("--config and --no-config contradict one another")
        return None
    working = working_folder()
    path = options.config and os.path.abspath(options.config)
    if path is None:
        from preflight.configuration.discovery import find_configuration  # noqa: PLC0415 - not with `--no-config`

        given = [working if path == "-" else os.path.abspath(path) for path in options.paths]
        path = find_configuration(given, working)
    if path is None:
        return None
    if not os.path.isfile(path):
        raise exits.UsageError(f"no such configuration: `{options.config}`")
    from preflight.configuration.reading import read_configuration  # noqa: PLC0415 - most runs have no configuration
    from preflight.root import find_root  # noqa: PLC0415 - as above

    root = find_root(path, working)
    return read_configuration(path, os.path.relpath(path, root).replace(os.sep, "/"), _told(path, working))


def _told(path: str, working: str) -> str:
    """Return a path as messages have it: from the working directory, where it is below that."""
    below = os.path.join(working, "")
    return path.removeprefix(below)


def _fill(options: Namespace, name: str, default: Any, configuration: Configuration | None) -> None:
    """Set an option that the command line does not name."""
    key = name.replace("_", "-")
    value = getattr(options, name, None)
    if value:
        options.origins[key] = COMMAND_LINE
        return
    if configuration is None or key not in configuration.settings or name == "rules":
        options.origins[key] = DEFAULT
        setattr(options, name, list(default) if isinstance(default, list) else default)
        return
    options.origins[key] = f"{configuration.told}:{configuration.places[key].line}"
    setattr(options, name, _as_option(name, configuration.settings[key], configuration))


def _as_option(name: str, value: Any, configuration: Configuration) -> Any:
    """Return a setting as the command line would say it."""
    if name == "severity":
        return [f"{rule}={level}" for rule, level in value.items()]
    if name == "baseline":
        return _told(configuration.absolute(value), working_folder())
    if name == "format":
        return [_format(one, configuration) for one in texts(value)]
    return texts(value) if isinstance(DEFAULTS.get(name), list) else value


def _format(text: str, configuration: Configuration) -> str:
    """Return a format whose file is meant from the folder of the configuration."""
    name, colon, file = text.partition(":")
    return f"{name}{colon}{configuration.absolute(file)}" if file and file != "-" else text


def texts(value: Any) -> list[str]:
    """Return a text or a list of texts as a list."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)
