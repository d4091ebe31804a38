"""Large reports: what is shown of them, folded or left out, and that everything is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.finding import Unchecked
from preflight.picture import Picture, Role
from preflight.reporters.html.report import write
from tests.shared.html import Element, parsed
from tests.shared.pictures import finding, lines, many, node, report

if TYPE_CHECKING:
    from preflight.report import Report


def page(given: Report) -> Element:
    return parsed(write(given))


def counts(given: Report) -> dict[str, int]:
    tiles = page(given).all(style="tile")
    found = {tile.one("span", "word").text: int(tile.one("span", "number").text.replace(",", "")) for tile in tiles}
    return {word.removesuffix("s").replace(" ", "_"): number for word, number in found.items()}


def test_many_findings_are_counted_and_some_of_every_rule_are_shown() -> None:
    given = many(40, 5000)
    written = write(given)
    shown = parsed(written)
    assert len(written) < 1_500_000
    assert len(list(shown.all("article"))) == 500
    assert len({one.attributes["data-rule"] for one in shown.all("article")}) == 60
    assert "500 findings of 5,000 are shown" in shown.by_id("findings").text
    assert sum(int(row.one("td", "number").text) for row in shown.one("tbody").all("tr")) == 5000
    assert counts(given) == {"error": 1667, "warning": 1667, "info": 1666, "unknown": 0, "unchecked": 0, "not_asked": 0, "suppressed": 0}
    targets = {link.attributes["href"] for link in shown.all("a")}
    ids = {f"#{one.attributes['id']}" for one in shown.all() if "id" in one.attributes}
    assert targets <= ids


def test_many_endpoints_are_folded() -> None:
    shown = page(many(200, 30)).by_id("picture")
    assert len(list(shown.all("ul", "tree"))) == 200
    assert len(list(shown.all("details", "fold"))) == 188


def test_what_there_is_no_room_for_is_counted() -> None:
    shown = page(many(1000, 30)).by_id("picture")
    assert len(list(shown.all(style="node"))) == 2000
    assert list(shown.all("p", "note"))[-1].text == "500 not drawn: 500 clean"


def test_of_many_deployments_the_worst_are_drawn() -> None:
    nodes = (node(Role.ENDPOINT, "e"), *(node(Role.DEPLOYMENT, f"d{number}", lines(f"{number}.yml")) for number in range(60)))
    shown = page(report(finding("59.yml"), picture=Picture(nodes, tuple((0, number) for number in range(1, 61))))).by_id("picture")
    assert [box.one("span", "name").text for box in shown.all(style="node")][:3] == ["e", "d59", "d0"]
    assert shown.one("p", "note").text == "10 more: 10 clean"


def test_many_documents_that_are_fine_on_their_own_are_folded() -> None:
    nodes = (*(node(Role.CONDA, f"c{number}", lines(f"{number}.yml")) for number in range(20)),)
    shown = page(report(finding("7.yml"), picture=Picture(nodes, ()))).by_id("picture")
    fold = shown.one("details", "fold")
    assert fold.one("summary").text == "19 that are clean"
    assert len(list(shown.all(style="node"))) == 20


def test_long_lists_are_cut_and_counted() -> None:
    unchecked = tuple(Unchecked(f"{number}.yml", 1, "why") for number in range(250))
    section = page(report(unchecked=unchecked)).by_id("unchecked")
    assert section.one("h2").text == "Unchecked (250)"
    assert len(list(section.all("li"))) == 200
    assert section.one("p", "note").text == "and 50 more: --format json has them all"
