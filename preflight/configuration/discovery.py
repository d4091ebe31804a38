"""Which file configures a run: the nearest one above what is checked."""

from __future__ import annotations

import os

from preflight import exits

YAML, TOML = "preflight.yml", "pyproject.toml"
# What a pyproject.toml that configures preflight cannot do without; without it, nothing is parsed.
SIGN = b"azureml-preflight"
_TABLE = b"tool.azureml-preflight"
_LARGEST = 1 << 20


def find_configuration(paths: list[str], working: str) -> str | None:
    """Return the configuration for absolute paths: the nearest above all of them, up to the git root.

    Where there is no git root, it is looked for up to the working directory. Raises UsageError where a folder has two.
    """
    folder = _common(paths or [working])
    seen: list[str] = []
    while True:
        seen.append(folder)
        parent = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, ".git")):
            break
        if parent == folder:
            seen = seen[: seen.index(working) + 1] if working in seen else seen[:1]
            break
        folder = parent
    return next((found for one in seen if (found := _in_folder(one)) is not None), None)


def _common(paths: list[str]) -> str:
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    if len(folders) == 1:
        return folders[0]
    try:
        return os.path.commonpath(folders)
    except ValueError:  # several drives
        return folders[0]


def _in_folder(folder: str) -> str | None:
    yaml, toml = os.path.join(folder, YAML), os.path.join(folder, TOML)
    has_yaml, has_toml = os.path.isfile(yaml), os.path.isfile(toml) and configures(toml)
    if has_yaml and has_toml:
        raise exits.UsageError(f"`{yaml}` and `{toml}` both configure preflight: keep one of them")
    return yaml if has_yaml else toml if has_toml else None


def configures(path: str) -> bool:
    """Tell whether a pyproject.toml has the table of preflight; one that is no TOML has none."""
    try:
        with open(path, "rb") as stream:
            text = stream.read(_LARGEST)
    except OSError:
        return False
    if SIGN not in text:
        return False
    if _TABLE in text:
        return True
    import tomllib  # noqa: PLC0415 - few files come to it

    try:
        tool = tomllib.loads(text.decode("utf-8", "replace")).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return isinstance(tool, dict) and "azureml-preflight" in tool
