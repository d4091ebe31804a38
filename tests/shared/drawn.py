"""A picture as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preflight.picture import Picture


def drawn(picture: Picture) -> list[str]:
    """Return the nodes as lines, indented below those that name them; one that is named twice stands twice."""
    below: dict[int, list[int]] = {}
    for above, one in picture.links:
        below.setdefault(above, []).append(one)
    named = {one for _, one in picture.links}

    def lines(number: int, depth: int) -> list[str]:
        node = picture.nodes[number]
        known = "" if node.knowledge.value == "checked" else f" [{node.knowledge.value}: {node.doubt}]"
        own = f"{'  ' * depth}{node.role.value} {node.name}{known}"
        return [own, *(line for one in below.get(number, []) for line in lines(one, depth + 1))]

    return [line for number in range(len(picture.nodes)) if number not in named for line in lines(number, 0)]


def places(picture: Picture, name: str) -> list[str]:
    """Return the stretches of the node of a name, as `path:line:column-line:column`."""
    (node,) = (one for one in picture.nodes if one.name == name)
    return [f"{place}-{place.end_line}:{place.end_column}" for place in node.places]
