"""Which Python files are scoring scripts, where no deployment says so."""

from __future__ import annotations

import re

from preflight.document import Fault
from preflight.pattern import Pattern
from preflight.value import Absent, child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.value import Value

# Scripts of online deployments have `init` and `run`, too, but call what they are given `data` or `raw_data`.
_BATCH_SCRIPT = (Pattern(r"^def run\(\s*mini_batch\b", re.MULTILINE), Pattern(r"^def init\(", re.MULTILINE))
_FUNCTION = Pattern(r"^(?:async )?def (?:init|run)\(", re.MULTILINE)
_PROGRAM = Pattern(r"^if __name__ *==", re.MULTILINE)


def looks_batch(source: Source | Fault) -> bool:
    """Tell whether a Python file that nobody named has the two functions of a batch scoring script, by their usual look."""
    return not isinstance(source, Fault) and all(pattern.search(source.text) for pattern in _BATCH_SCRIPT)


def may_score(script: Value, text: str) -> bool:
    """Tell whether a Python file that somebody named may be a scoring script: it has both functions, or one, and is no program."""
    found = [name for name in ("init", "run") if not isinstance(child(script, name), Absent)]
    return len(found) == 2 or (bool(found) and _FUNCTION.search(text) is not None and _PROGRAM.search(text) is None)  # noqa: PLR2004
