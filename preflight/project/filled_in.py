"""Files that a script fills in, or that are handed to commands which are not read: what they will say is not all known."""

from __future__ import annotations

import os
import posixpath

from preflight.document import Document
from preflight.kind import Kind
from preflight.pattern import Pattern
from preflight.project.discovery import ENDINGS
from preflight.project.tree import Loaded
from preflight.value import Later, Present, Unknown, mapping, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.scripts.script import Elsewhere
    from preflight.value import Value

# What changes a text on its way, in shells and in PowerShell.
_FILLS = Pattern(r"(?i)\b(?:envsubst|g?sed|g?awk|yq|perl|python3?|gomplate|jinja2?|j2)\b|-replace\b|\.replace\(|set-content\b")
# Steps that fill in all files of a repository.
_FILLS_ALL = Pattern(r"(?i)\breplace-?tokens?@")
_NAME = Pattern(r"[\w.-]+\.ya?ml\b")
_WORD = Pattern(r"\w+")
# Nobody writes longer lines, or more of them about one file.
_LONGEST, _MOST_LINES = 2_000, 20


class FilledIn:
    """Knows which files are filled in by scripts, and which are handed elsewhere."""

    def __init__(self, root: str) -> None:
        """Start with none; `root` is the folder that paths are seen from."""
        self._root = root
        self._words: dict[str, list[set[str]]] = {}
        self._handed: dict[str, str] = {}
        self._all = False
        self._by: dict[str, dict[str, None]] = {}

    def reads(self, text: str, script: str = "") -> None:
        """Take note of what a script or a workflow does to files; `script` is the path of the file in which it stands."""
        if "token" in text.lower() and _FILLS_ALL.search(text) is not None:
            self._all = True
            self._by.setdefault("", {})[script] = None
        # Only a line that names a file counts, and few lines of long files do.
        lines = text.replace("\\\n", " ").splitlines() if any(ending in text for ending in ENDINGS) else []
        for line in [one for one in lines if ".y" in one and len(one) <= _LONGEST]:
            if _FILLS.search(line) is None:
                continue
            words = {match.group() for match in _WORD.finditer(line)}
            for match in _NAME.finditer(line):
                known = self._words.setdefault(match.group(), [])
                self._by.setdefault(match.group(), {})[script] = None
                if len(known) < _MOST_LINES:
                    known.append(words)

    def hands(self, called: Iterable[Elsewhere], script: str = "") -> None:
        """Take note of what is handed to workflows and templates by the file at a path."""
        for one in called:
            for value in one.given.values():
                text = text_of(value)
                if text is not None and text.endswith((".yml", ".yaml")):
                    path = os.path.normpath(os.path.join(self._root, text.replace("\0", "")))
                    self._handed.setdefault(path, text_of(one.reference) or "a workflow")
                    self._by.setdefault(path, {})[script] = None

    def filled(self, loaded: Loaded) -> Loaded:
        """Return a document with what is not known of it, if anything is done to its file."""
        root = loaded.document.root
        name = posixpath.basename(loaded.path.replace(os.sep, "/"))
        lines = self._words.get(name, [])
        reason = "a script fills in this file" if lines or (self._all and _has_placeholder(root)) else None
        if loaded.path in self._handed:
            reason = f"what `{self._handed[loaded.path]}` makes of this file is not known"
        if reason is None or not isinstance(root, Present) or not isinstance(root.data, dict):
            return loaded
        doubt = Unknown(reason, root, asked=False, at_run=True)
        told = set().union(*lines) if lines else set()
        data = {name: doubt.elsewhere(item) if name in told else _left_open(item, reason) for name, item in root.data.items()}
        if "defaults" in told and loaded.kind is Kind.BATCH_ENDPOINT:
            data.setdefault("defaults", doubt)
        rest = root.rest if loaded.kind is Kind.BATCH_ENDPOINT else root.rest or doubt  # an endpoint needs no more than its name
        document = loaded.document
        changed = Document(document.source, mapping(data, root, rest), document.duplicates, document.faults)
        by = tuple(script for key in (name, loaded.path, "") for script in self._by.get(key, ()))
        return Loaded(loaded.path, changed, loaded.kind, loaded.maker, loaded.sending, by)


def _has_placeholder(value: Value) -> bool:
    if isinstance(value, Unknown):
        return value.text is not None
    if not isinstance(value, Present) or not isinstance(value.data, (dict, list)):
        return False
    return any(map(_has_placeholder, value.data.values() if isinstance(value.data, dict) else value.data))


def _left_open(value: Value, reason: str) -> Value:
    """Return a value in which what is filled in is asked of nobody."""
    if isinstance(value, Unknown):
        return value if isinstance(value, Later) else Unknown(reason, value, asked=False, at_run=True)
    if not isinstance(value, Present):
        return value
    if isinstance(value.data, dict):
        return placed({name: _left_open(item, reason) for name, item in value.data.items()}, value, value.rest)
    return placed([_left_open(item, reason) for item in value.data], value, value.rest) if isinstance(value.data, list) else value
