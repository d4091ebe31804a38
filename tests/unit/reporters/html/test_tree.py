"""The boxes of the picture: what each says, where it leads, and in which order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.picture import Picture, Role
from preflight.reporters.html.report import write
from tests.shared.html import Element, parsed
from tests.shared.pictures import everything, finding, lines, node, report

if TYPE_CHECKING:
    from preflight.report import Report


def page(given: Report) -> Element:
    return parsed(write(given))


def boxes(given: Report) -> list[str]:
    """Return the boxes of the picture, as who listens hears them."""
    return [" ".join(box.text.split()) for box in page(given).by_id("picture").all(style="node")]


def test_the_boxes_of_the_picture() -> None:
    assert boxes(everything()) == [
        "endpoint heart clean",
        "deployment classic 1 error",
        "environment batch-env 1 warning",
        "compute cluster 1 unknown",
        "identity system-assigned clean",
        "storage account stdata clean",
        "model model:1 not asked",
        "workspace ws clean",
        "container registry acr unknown",
        "file broken.yml 1 unchecked",
        "endpoint gone not there",
        "conda file conda.yml clean, 1 suppressed",
    ]


def test_boxes_lie_within_those_that_name_them() -> None:
    (tree, _) = page(everything()).by_id("picture").all("ul", "tree")
    deployment = next(item for item in tree.all("li") if "level-2" in item.classes)
    assert next(box.one("span", "name").text for box in deployment.all(style="node")) == "classic"
    assert len(list(deployment.all("li"))) == 5


def test_every_box_with_something_to_tell_is_a_link() -> None:
    links = {box.one("span", "name").text: box.attributes.get("href") for box in page(everything()).all(style="node")}
    assert links == {
        "heart": None, "classic": "#at-1", "batch-env": "#at-2", "cluster": "#unknown-0", "system-assigned": None, "stdata": None,
        "ws": None, "acr": None, "model:1": None, "gone": None, "conda.yml": "#suppressed-0", "broken.yml": "#unchecked-0",
    }  # fmt: skip


def test_a_box_that_is_not_known_says_why() -> None:
    titles = {box.one("span", "name").text: box.attributes.get("title") for box in page(everything()).all(style="node")}
    assert titles["model:1"] == "why `model:1` is not asked"
    assert titles["classic"] == "deployment.yml"
    assert titles["ws"] is None


def test_a_box_shared_by_several_says_so() -> None:
    nodes = (node(Role.DEPLOYMENT, "a"), node(Role.DEPLOYMENT, "b"), node(Role.COMPUTE, "cluster"))
    assert boxes(report(picture=Picture(nodes, ((0, 2), (1, 2))))) == [
        "deployment a clean", "compute cluster clean shared by 2", "deployment b clean", "compute cluster clean shared by 2",
    ]  # fmt: skip


def test_the_worst_tree_comes_first_and_the_workspace_last() -> None:
    nodes = (
        node(Role.WORKSPACE, "ws", resources=("/ws",)), node(Role.REGISTRY, "acr"),
        node(Role.ENDPOINT, "fine"), node(Role.DEPLOYMENT, "one"),
        node(Role.ENDPOINT, "bad"), node(Role.DEPLOYMENT, "two", lines("two.yml")),
    )  # fmt: skip
    given = report(finding("two.yml"), picture=Picture(nodes, ((0, 1), (2, 3), (4, 5))))
    assert [box.split()[-2] if "error" not in box else box.split()[1] for box in boxes(given)] == ["bad", "two", "fine", "one", "ws", "acr"]


def test_a_circle_of_links_ends() -> None:
    nodes = (node(Role.ENDPOINT, "a"), node(Role.DEPLOYMENT, "b"), node(Role.COMPUTE, "c"))
    assert len(boxes(report(picture=Picture(nodes, ((0, 1), (1, 2), (2, 1)))))) == 3
