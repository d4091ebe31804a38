"""Documents that define the same deployment once more."""

from __future__ import annotations

import os
import re

from preflight.value import Later, Unknown, child, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.tree import Loaded
    from preflight.value import Value

# How preflight/shell/variables.py tells of a variable that a script does not set.
NEVER_SET = " is not set in this file"
# How shells write what is worked out at that place, and a variable.
_PRINTED = ("$(", "`", "$RANDOM")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")


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


def _is_worked_out_once(expression: str, script: str) -> bool:
    """Tell whether a script works out once what an expression comes to, so that it is the same wherever it is used."""
    printed = min((found for sign in _PRINTED if (found := expression.find(sign)) >= 0), default=len(expression))
    names = set(_VARIABLE.findall(expression[:printed]))
    once = all(len(re.findall(rf"(?<![\w$]){name}=", script)) == 1 for name in names)
    return once and (script.count(expression[printed:]) == 1 if printed < len(expression) else bool(names))


def _told(name: Value, path: str) -> str | None:
    """Return what tells a name from others: the name, or the expression that comes to the same wherever it stands; else None.

    That are placeholders in the files of one folder, and in the script of the commands variables that nobody sets, or what is worked out
    there once.
    """
    text = text_of(name)
    if isinstance(name, Later) and name.source is not None and _is_worked_out_once(name.expression, name.source.text):
        return "\0".join(name.same())
    if text is not None or not isinstance(name, Unknown):
        return text.lower() if text is not None else None
    if name.text is not None and name.source is not None:
        return f"{os.path.dirname(path)}\0{name.text}"
    return f"{name.source.path}\0{name.reason}" if name.source is not None and name.reason.endswith(NEVER_SET) else None
