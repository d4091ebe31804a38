"""The variables of a script while it is read: what is known of each, and what a branch, a loop or a call makes uncertain."""

from __future__ import annotations

from preflight.passage import Folder, Hole
from preflight.shell.syntax import FOLDER
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.passage import Passage

    # A text, the words of an array (each with whether it may come to none or to several), or why nothing is known.
    Content = Passage | list[tuple[Passage, bool]] | Hole

# Far beyond what people write: what a call forgets must cost no time.
MAX_VARIABLES = 500
# What a script may do to variables all in all, counted by the variable.
MAX_CHANGES = 300_000
# Characters that variables may bring into words, all in all: `X=$X$X` doubles each time.
MAX_FILLED = 2_000_000

NOT_SET = "`{}` is not set in this file"
IN_BRANCH = "`{}` is set where it may not run"
IN_LOOP = "`{}` changes in a loop"
BY_CALL = "`{}` may be changed by a function"
BY_RUN = "`{}` is set when the script runs"
TOO_MANY = "`{}` is one of more variables than anybody writes"


class Variables:
    """What is known of each variable at a point of a script. A frame remembers what was known when it was opened."""

    def __init__(self, known: Mapping[str, Content], folder: Folder | Unknown) -> None:
        """Take the variables that are set from outside, and the working directory."""
        self._known: dict[str, Content | Folder] = {**known, FOLDER: folder if isinstance(folder, Folder) else Hole("", folder.reason)}
        self._frames: list[dict[str, Content | Folder | None]] = []
        self._missing = NOT_SET
        self._changes = MAX_CHANGES
        self.left = MAX_FILLED

    def get(self, name: str) -> Content:
        """Return what is known of a variable."""
        found = self._known.get(name)
        return Hole("", self._missing.replace("{}", f"${name}", 1)) if found is None or isinstance(found, Folder) else found

    def has(self, name: str) -> bool:
        """Tell whether the script, or what starts it, has said anything of a variable."""
        return name in self._known

    @property
    def folder(self) -> Folder | Unknown:
        """The working directory."""
        found = self._known.get(FOLDER)
        if isinstance(found, Folder):
            return found
        return Unknown(found.reason if isinstance(found, Hole) else "the working directory is not known")

    def _spend(self, changes: int) -> None:
        """Count changes; after too many of them nothing is known any more."""
        self._changes -= changes
        if self._changes < 0:
            self._known.clear()
            self._missing = TOO_MANY

    def put(self, name: str, content: Content | Folder) -> None:
        """Set a variable."""
        self._spend(1)
        if self._changes < 0:
            return
        if len(self._known) > MAX_VARIABLES and name not in self._known:
            content = Hole("", TOO_MANY.format(f"${name}"))
        if self._frames and name not in self._frames[-1]:
            self._frames[-1][name] = self._known.get(name)
        self._known[name] = content

    def doubt(self, names: Iterable[str], reason: str) -> None:
        """Forget what is known of some variables; the reason has `{}` for the name."""
        if self._changes < 0:
            return
        for name in names:
            shown = "the working directory" if name == FOLDER else f"${name}"
            self.put(name, Hole("", reason.replace("{}", shown, 1)))

    def doubt_all(self, reason: str) -> None:
        """Forget what is known of all variables, those never heard of included."""
        self._spend(len(self._known))
        for name in self._known:
            if self._frames and name not in self._frames[-1]:
                self._frames[-1][name] = self._known[name]
        folder = self._known.get(FOLDER)
        self._known.clear()
        if folder is not None:
            self._known[FOLDER] = folder
        self._missing = reason if self._changes >= 0 else TOO_MANY

    def enter(self) -> None:
        """Open a frame."""
        self._frames.append({})

    def leave(self) -> set[str]:
        """Close a frame: what was known before is known again. Return the names that were set in it."""
        frame = self._frames.pop()
        self._spend(len(frame))
        if self._changes < 0:
            return set()
        for name, before in frame.items():
            if before is None:
                self._known.pop(name, None)
            else:
                self._known[name] = before
        return set(frame)

    def only(self, names: Iterable[str]) -> None:
        """Keep what is known of some variables alone, until the frame is closed."""
        self._spend(len(self._known))
        kept = {name: self._known[name] for name in names if name in self._known}
        for name in list(self._known):
            if name not in kept:
                self._frames[-1].setdefault(name, self._known.pop(name))
