"""Documents that define the same deployment once more."""

from __future__ import annotations

import os

from preflight.value import Unknown, child, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.tree import Loaded
    from preflight.value import Value

# How preflight/shell/variables.py tells of a variable that a script does not set.
NEVER_SET = " is not set in this file"


def twins(deployments: list[Loaded]) -> dict[str, Loaded]:
    """Return, by path, the last deployment before another one that has its name and its endpoint; one of the same folder comes first.

    Case does not count: azure-ai-ml sends names in lower case. What commands make that may not run, or not both, is left out.
    """
    found: dict[str, Loaded] = {}
    seen: dict[tuple[str, ...], Loaded] = {}
    for loaded in deployments:
        endpoint, name = (_told(child(loaded.document.root, key), loaded.path) for key in ("endpoint_name", "name"))
        if endpoint is None or name is None or (loaded.maker is not None and loaded.maker.conditional):
            continue
        anywhere = (endpoint, name)
        beside = (*anywhere, os.path.dirname(loaded.path))
        twin = seen.get(beside) or seen.get(anywhere)
        if twin is not None and twin.path != loaded.path:  # two commands may run the same file
            found[loaded.path] = twin
        seen[anywhere] = seen[beside] = loaded
    return found


def _told(name: Value, path: str) -> str | None:
    """Return what tells a name from others: the name, or the expression that comes to the same wherever it stands; else None.

    That are placeholders in the files of one folder, and variables that nobody sets in the script of the command.
    """
    text = text_of(name)
    if text is not None or not isinstance(name, Unknown):
        return text.lower() if text is not None else None
    if name.text is not None and name.source is not None:
        return f"{os.path.dirname(path)}\0{name.text}"
    return f"{name.source.path}\0{name.reason}" if name.source is not None and name.reason.endswith(NEVER_SET) else None
