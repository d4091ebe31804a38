"""Which files of a folder may be configuration."""

from __future__ import annotations

import os

from preflight.finding import Unchecked

ENDINGS = (".yml", ".yaml")
# MLflow writes this name without an ending.
MLMODEL = "MLmodel"
TERRAFORM = ".tf"
# What tools keep for themselves: never somebody's configuration, and often large.
_PASSED_OVER = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        ".venv",
        "node_modules",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".terraform",
    }
)
_MAX_DEPTH = 64


SHELL_ENDINGS = (".sh", ".bash", ".zsh", ".ksh", ".azcli", ".ps1", ".psm1", ".cmd", ".bat")


def is_shell_script(name: str) -> bool:
    """Tell whether a file is a script of a shell, by its name."""
    return name.endswith(SHELL_ENDINGS)


def is_candidate(name: str) -> bool:
    """Tell whether a file may hold a document, by its name."""
    return name.endswith(ENDINGS) or name == MLMODEL


def is_script(name: str) -> bool:
    """Tell whether a file is a Python file, by its name."""
    return name.endswith(".py")


def is_notebook(name: str) -> bool:
    """Tell whether a file is a Jupyter notebook, by its name."""
    return name.endswith(".ipynb")


def is_template(name: str) -> bool:
    """Tell whether a file may be a template of resources, by its name."""
    return name.endswith((".json", TERRAFORM))


def is_terraform(name: str) -> bool:
    """Tell whether a file is of Terraform's own language, by its name."""
    return name.endswith(TERRAFORM)


def is_code(name: str) -> bool:
    """Tell whether a file may describe something without being a document itself, by its name."""
    return is_script(name) or is_notebook(name) or is_shell_script(name) or is_template(name)


def walk(folder: str, shown: str, unchecked: list[Unchecked], depth: int = 0) -> list[str]:
    """Return the files below a folder that may be of interest, by their names, sorted; links to folders are not followed.

    `shown` is the folder as reports have it. A folder that cannot be listed is noted as unchecked.
    """
    if depth > _MAX_DEPTH:
        unchecked.append(Unchecked(shown, 1, f"folders nested more than {_MAX_DEPTH} deep"))
        return []
    try:
        with os.scandir(folder) as found:
            entries = {entry.name: entry for entry in found}
    except OSError as error:
        unchecked.append(Unchecked(shown, 1, f"folder cannot be listed: {(error.strerror or type(error).__name__).lower()}"))
        return []
    if "pyvenv.cfg" in entries:  # a virtual environment: other people's files
        return []
    given: list[str] = []
    for name in sorted(entries):
        entry = entries[name]
        if entry.is_dir(follow_symlinks=False):
            if name not in _PASSED_OVER:
                given += walk(entry.path, f"{shown}/{name}" if shown != "." else name, unchecked, depth + 1)
        elif is_of_interest(name) and not (entry.is_symlink() and os.path.isdir(entry.path)):
            given.append(entry.path)
    return given


def is_of_interest(name: str) -> bool:
    """Tell whether a run may read a file, by its name."""
    return is_candidate(name) or is_code(name)


def candidates_in(folder: str) -> list[str]:
    """Return the candidates that stand right in a folder, sorted; none where it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return sorted(entry.path for entry in found if is_candidate(entry.name) and entry.is_file())
    except OSError:
        return []
