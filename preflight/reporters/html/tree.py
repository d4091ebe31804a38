"""The picture as HTML: nested lists, which style sheets draw as boxes and lines, and which read well without either."""

from __future__ import annotations

from preflight.picture import Role
from preflight.record import Record
from preflight.reporters.html.lists import MOST_ENTRIES
from preflight.reporters.html.markup import Markup, element, joined, text
from preflight.reporters.html.verdict import State
from preflight.reporters.html.words import counted, icon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.report import Report
    from preflight.reporters.html.verdict import Judged, Verdict

_MOST_NODES = 2000
_MOST_CHILDREN = 50
_OPEN = 12  # trees that are not folded
_DEEPEST = 6
_LAST = (Role.WORKSPACE,)


class Tree(Record):
    """A node by its number, and those below it; `state` is the worst of all of them, `size` how many they are."""

    node: int
    below: tuple[Tree, ...]
    state: State
    size: int


def picture(report: Report, judged: Judged, shown: tuple[int, ...]) -> Markup:
    """Return the picture with its legend: a tree for each endpoint, the workspace, and what stands alone, the worst first.

    `shown` are the numbers of the findings that the page tells: a node leads to those that are about it.
    """
    if not judged.picture.nodes:
        return element("p", "There is nothing to show.", class_="none")
    return _Drawing(report, judged, shown).all()


class _Drawing:
    """Draws trees until there is no more room."""

    def __init__(self, report: Report, judged: Judged, shown: tuple[int, ...]) -> None:
        self._report = report
        self._nodes = judged.picture.nodes
        self._verdicts = judged.verdicts
        self._below: dict[int, list[int]] = {}
        self._above: dict[int, int] = {}
        for above, below in judged.picture.links:
            self._below.setdefault(above, []).append(below)
            self._above[below] = self._above.get(below, 0) + 1
        self._shown = frozenset(shown)
        self._homes = {judged.homes[number] for number in shown}
        self._room = _MOST_NODES

    def all(self) -> Markup:
        """Draw everything."""
        roots = [self._tree(number, 1, frozenset()) for number in range(len(self._nodes)) if number not in self._above]
        trees = [tree for tree in roots if tree.below]
        trees.sort(key=lambda tree: (self._nodes[tree.node].role in _LAST, tree.state.rank))
        alone = sorted((tree for tree in roots if not tree.below), key=lambda tree: tree.state.rank)
        drawn = [self._root(tree, folded=number >= _OPEN) for number, tree in enumerate(trees)]
        others = [(tree, self._branch(tree, 1)) for tree in alone[: max(0, self._room)]]
        left = [tree for tree, one in zip(trees, drawn, strict=True) if one is None] + alone[len(others) :]
        return joined([self._legend(), *drawn, *_loose(others, below=bool(drawn)), _more(left, "not drawn")])

    def _tree(self, number: int, depth: int, seen: frozenset[int]) -> Tree:
        below = [one for one in self._below.get(number, []) if one not in seen and depth < _DEEPEST]
        trees = tuple(self._tree(one, depth + 1, seen | {number}) for one in below)
        state = min((self._verdicts[number].state, *(tree.state for tree in trees)), key=lambda one: one.rank)
        return Tree(number, trees, state, 1 + sum(tree.size for tree in trees))

    def _root(self, tree: Tree, *, folded: bool) -> Markup | None:
        if self._room <= 0:
            return None
        self._room -= tree.size
        drawn = element("ul", self._branch(tree, 1), class_="tree")
        if not folded:
            return drawn
        node = self._nodes[tree.node]
        summary = element(
            "summary", icon(tree.state), " ", element("span", node.role.value, class_="role"), " ",
            element("span", text(node.name, 80), class_="name"), " ", element("span", tree.state.value, class_="tally"),
        )  # fmt: skip
        return element("details", summary, drawn, class_=f"fold {tree.state.style}")

    def _branch(self, tree: Tree, depth: int) -> Markup:
        """Draw a node and what is below it; of very many the worst."""
        below = sorted(tree.below, key=lambda one: one.state.rank) if len(tree.below) > _MOST_CHILDREN else tree.below
        branches = [self._branch(one, depth + 1) for one in below[:_MOST_CHILDREN]]
        more = _more(list(below[_MOST_CHILDREN:]), "more")
        inner = element("ul", *branches, element("li", more) if more else None) if branches else None
        return element("li", self._node(tree.node), inner, class_=f"level-{min(depth, 3)}")

    def _node(self, number: int) -> Markup:
        node, verdict = self._nodes[number], self._verdicts[number]
        used = self._above.get(number, 0)
        content = [
            icon(verdict.state),
            element("span", node.role.value, class_="role"),
            " ",
            element("span", text(node.name, 80), class_="name"),
            " ",
            element("span", _tally(self._report, verdict), class_="tally"),
            element("span", f" shared by {used:,}", class_="shared") if used > 1 else None,
        ]
        title = node.doubt or (node.places[0].source.path if node.places else None)
        target = self._target(number, verdict)
        style = f"node {verdict.state.style}"
        if target is None:
            return element("span", *content, class_=style, title=title)
        return element("a", *content, href=f"#{target}", class_=style, title=title)

    def _target(self, number: int, verdict: Verdict) -> str | None:
        """Return the id of what tells most of a node; None where there is nothing to tell."""
        if number in self._homes:
            return f"at-{number}"
        told = next((one for one in verdict.findings if one in self._shown), None)
        if told is not None:
            return f"finding-{told}"
        if verdict.findings:
            return "by-rule"
        for name, numbers in (("unchecked", verdict.unchecked), ("unknown", verdict.unknowns), ("suppressed", verdict.suppressed)):
            if numbers:
                return f"{name}-{numbers[0]}" if numbers[0] < MOST_ENTRIES else name
        return None

    def _legend(self) -> Markup:
        states = sorted({verdict.state for verdict in self._verdicts}, key=lambda state: state.rank)
        entries = [element("li", icon(state), _LEGEND[state]) for state in states]
        return element("ul", *entries, class_="legend", aria_label="What the shapes mean")


def _loose(others: list[tuple[Tree, Markup]], *, below: bool) -> list[Markup]:
    """Return the nodes that stand alone; of many those that are fine are folded."""
    if not others:
        return []
    fine = [one for tree, one in others if tree.state is State.CLEAN]
    fine = fine if len(fine) > _OPEN else []
    told = [one for _, one in others][: len(others) - len(fine)]  # the worst come first
    made = [element("h3", "On their own")] if below else []
    if told:
        made.append(element("ul", *told, class_="loose"))
    if fine:
        folded = element("ul", *fine, class_="loose")
        made.append(element("details", element("summary", f"{len(fine):,} that are clean"), folded, class_="fold"))
    return made


_LEGEND = {
    State.ERROR: "error",
    State.WARNING: "warning",
    State.INFO: "info",
    State.UNCHECKED: "unchecked: it could not be read",
    State.UNKNOWN: "unknown: it could not be told",
    State.MISSING: "not there",
    State.NOT_ASKED: "not asked: only the workspace knows",
    State.CLEAN: "clean",
}


def _tally(report: Report, verdict: Verdict) -> str:
    """Return what came of a node in words: `2 errors, 1 unknown`."""
    found = [report.findings[number].severity.value for number in verdict.findings]
    parts = [counted(found.count(word), word) for word in ("error", "warning", "info") if word in found]
    parts += [counted(len(numbers), word) for numbers, word in ((verdict.unchecked, "unchecked"), (verdict.unknowns, "unknown")) if numbers]
    if not parts:
        parts = [verdict.state.value]
    return ", ".join([*parts, *([f"{len(verdict.suppressed):,} suppressed"] if verdict.suppressed else [])])


def _more(trees: list[Tree], word: str) -> Markup | None:
    """Return how many trees are left out, and the worst of what came of them."""
    if not trees:
        return None
    states = [tree.state for tree in trees]
    found = ", ".join(f"{states.count(state):,} {state.value}" for state in State if state in states)
    return element("p", f"{len(trees):,} {word}: {found}", class_="note")
