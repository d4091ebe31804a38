"""Packs of rules that a configuration extends: folders, and installed packages of a version that is written down."""

from __future__ import annotations

import os

from preflight import exits
from preflight.pattern import Pattern

_PACKAGE = Pattern(r"pkg:([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)==([A-Za-z0-9.!+_-]+)\Z")
# The folder of a package that holds rules.
RULES = "preflight_rules"


def pack_folder(named: str, folder: str) -> str:
    """Return the folder with the rules of a pack; `folder` is what its path is relative to.

    Raises UsageError for a package that is not installed, or not in that version, or has no rules.
    """
    if not named.startswith("pkg:"):
        return os.path.normpath(os.path.join(folder, named))
    match = _PACKAGE.match(named)
    if match is None:
        raise exits.UsageError(f"`{named}` pins no package; expected a version, as in `pkg:team-rules==1.2`")
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - few configurations extend a package

    name, version = match[1], match[2]
    try:
        found = distribution(name)
    except PackageNotFoundError as error:
        raise exits.UsageError(f"the package `{name}` is not installed: pip install '{name}=={version}'") from error
    if found.version != version:
        raise exits.UsageError(f"the package `{name}` is installed as {found.version}, and {version} is asked for")
    inside = (file for file in found.files or () if RULES in file.parts[:-1] and file.suffix in {".yaml", ".yml"})
    first = next(inside, None)
    if first is None:
        raise exits.UsageError(f"the package `{name}` has no rules: they stand in a folder `{RULES}`")
    parts = first.parts[: first.parts.index(RULES) + 1]
    return os.path.normpath(os.path.join(str(found.locate_file("")), *parts))
