"""The files that commands write or change: where they do, what stands in the repository is not what is deployed."""

from __future__ import annotations

from preflight.shell.command import Written, program
from preflight.shell.syntax import Simple, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preflight.passage import Folder, Passage
    from preflight.shell.posix_values import Filling
    from preflight.shell.syntax import Node
    from preflight.value import Unknown, Value

_WRITING = frozenset({">", ">>", ">|", "&>", "&>>", "<>"})
_NOWHERE = ("/dev/", "&")
# Programs that change the file that is their last word when they are told `-i`, and those that write it anyway.
_IN_PLACE = frozenset({"sed", "yq", "perl", "gsed", "jq"})
_TO_LAST = frozenset({"cp", "mv", "tee", "install", "envsubst", "touch", "ln"})
_TELLING = ("-i", "--in-place", "--inplace", "-pi")


def written_by(node: Node, words: Sequence[WordNode], filling: Filling, folder: Folder | Unknown, *, conditional: bool) -> list[Written]:
    """Return the files that a command or a block writes; `words` are those of a simple command."""
    found = [Written(path, folder, conditional, text) for path, text in _redirected(node, filling)]
    if isinstance(node, Simple) and words:
        found += [Written(path, folder, conditional) for path in _changed(words, filling)]
    return found


def _redirected(node: Node, filling: Filling) -> Iterator[tuple[Value, Passage | None]]:
    body = next((one.body for one in node.redirects if one.body is not None), None)
    for one in node.redirects:
        target = one.target
        if one.operator not in _WRITING or target is None or (target.text or "").startswith(_NOWHERE):
            continue
        whole = isinstance(node, Simple) and bool(node.words) and node.words[0].text == "cat" and one.operator == ">"
        yield filling.text(target).value(), filling.script.part(*body) if whole and body is not None else None


def _changed(words: Sequence[WordNode], filling: Filling) -> Iterator[Value]:
    name = program(words[0].literal or "")
    plain = [word for word in words[1:] if not (word.literal or "").startswith("-")]
    if name in _IN_PLACE and any((word.literal or "").startswith(_TELLING) for word in words[1:]):
        # The first one is the program to run; of `yq eval -i …`, the last one is the file.
        plain = plain[-1:] if name in ("yq", "jq") or len(plain) == 1 else plain[1:]
        for word in plain:
            yield filling.text(word).value()
    elif name in _TO_LAST and plain:
        yield filling.text(plain[-1]).value()
