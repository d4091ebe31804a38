"""The page of a report: what stands on it, that its counts are those of the JSON report, and that nothing foreign gets into it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Severity, Unchecked
from preflight.picture import Node, Picture, Role
from preflight.reporters import json_v1
from preflight.reporters.html.code import frame
from preflight.reporters.html.report import write
from preflight.source import Place, Source
from tests.shared.html import Element, parsed
from tests.shared.pictures import everything, finding, node, project, report, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.report import Report

    Golden = Callable[[str, str], None]

_OWN = re.compile(r"(<style>|<script>).*?(</style>|</script>)|sha256-[A-Za-z0-9+/=]+", re.DOTALL)


def page(given: Report) -> Element:
    return parsed(write(given))


def counts(given: Report) -> dict[str, int]:
    tiles = page(given).all(style="tile")
    found = {tile.one("span", "word").text: int(tile.one("span", "number").text.replace(",", "")) for tile in tiles}
    return {word.removesuffix("s").replace(" ", "_"): number for word, number in found.items()}


def full_with_picture(full: Report) -> Report:
    nodes = (
        node(Role.ENDPOINT, "scoring"),
        Node(Role.DEPLOYMENT, "classifier", (Place(full.findings[1].location.place.source, 1, 1, 15, 1),)),
        Node(Role.CONDA, "conda.yml", (Place(full.findings[0].location.place.source, 1, 1, 9, 1),)),
    )
    return full.with_picture(Picture(nodes, ((0, 1), (1, 2))))


def test_a_full_report(full: Report, golden: Golden) -> None:
    written = write(full_with_picture(full))
    parsed(written)
    golden("full.html", _OWN.sub(lambda found: f"{found[1] or ''}…{found[2] or ''}", written))


@pytest.mark.parametrize("make", [everything, report, lambda: report(finding("a.yml"), finding("b.yml"), picture=project())])
def test_the_counts_are_those_of_the_json_report(make: Callable[[], Report]) -> None:
    given = make()
    summary = json.loads(json_v1.write(given))["summary"]
    assert counts(given) == {
        name: summary[name] for name in ("error", "warning", "info", "unknown", "unchecked", "not_asked", "suppressed")
    }


def test_every_link_of_the_page_leads_somewhere() -> None:
    shown = page(everything())
    ids = [one.attributes["id"] for one in shown.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    targets = {link.attributes["href"] for link in shown.all("a")}
    assert {target.removeprefix("#") for target in targets if target and target.startswith("#")} <= set(ids)
    assert {use.attributes["href"] for use in shown.all("use")} <= {f"#{one}" for one in ids}


def test_findings_stand_with_what_they_are_about_the_worst_first() -> None:
    groups = [[" ".join(group.one("h3").text.split()), len(list(group.all("article")))] for group in page(everything()).all("div", "about")]
    assert groups == [["deployment classic deployment.yml", 1], ["environment batch-env deployment.yml", 1], ["elsewhere", 1]]


@pytest.mark.parametrize(
    ("given", "heading", "style"),
    [
        (report(), "No findings", "clean"),
        (report(judged=0), "Nothing was checked", "unknown"),
        (report(documents=0, judged=0), "Nothing was checked", "unknown"),
        (report(unknowns=(unknown("a.yml"),)), "No findings, 1 unknown", "unknown"),
        (report(unchecked=(Unchecked("a.yml", 1, "why"),)), "No findings, 1 unchecked", "unchecked"),
        (report(finding("a.yml"), finding("a.yml", 2), finding("b.yml", severity=Severity.INFO)), "2 errors, 1 info", "error"),
        (report(finding("b.yml", severity=Severity.WARNING)), "1 warning", "warning"),
    ],
)
def test_the_heading_says_what_came_of_it(given: Report, heading: str, style: str) -> None:
    shown = page(given)
    assert shown.one("h1").text == heading
    assert shown.one("h1").classes == {style}
    assert shown.one("title").text == f"{heading} - preflight"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (report(), "Checked offline: no workspace was asked."),
        (report(asked=True), "Checked against the workspace."),
        (report(asked=True, recorded="a recording of `ws`"), "Checked against a recording of ws."),
    ],
)
def test_who_was_asked(given: Report, words: str) -> None:
    assert words in page(given).one("header").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (report(not_asked=("a",)), "1 rule could not decide everywhere: they need the workspace, --workspace NAME."),
        (report(not_asked=("a", "b"), asked=True), "2 rules could not decide everywhere: the workspace was not asked for what they need."),
        (report(not_asked=("a",), recorded="x"), "1 rule could not decide everywhere: the recording does not hold what they need."),
    ],
)
def test_who_could_tell_more(given: Report, words: str) -> None:
    assert page(given).by_id("not-asked").one("p", "lead").text == words


def test_headings_come_in_order() -> None:
    levels = [int(one.tag[1]) for one in page(everything()).all() if re.fullmatch(r"h\d", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_landmarks_and_labels() -> None:
    shown = page(everything())
    for landmark in ("header", "nav", "main", "footer"):
        shown.one(landmark)
    headings = {one.attributes.get("id"): one.text for one in shown.all("h2")}
    labelled = [section.attributes["aria-labelledby"] for section in shown.all("section")]
    assert labelled == list(headings)
    label = shown.one("label")
    assert shown.by_id(label.attributes["for"] or "").tag == "select"
    assert {one.attributes["aria-pressed"] for one in shown.all("button", "toggle")} == {"true"}
    assert all(one.attributes["aria-hidden"] == "true" for one in shown.all("svg"))
    assert shown.one("html").attributes["lang"] == "en"


def test_the_page_is_told_nothing_but_itself() -> None:
    shown = page(everything())
    policy = next(one.attributes["content"] for one in shown.all("meta") if "http-equiv" in one.attributes) or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [one for one in shown.all() if any(name == "style" or name.startswith("on") for name in one.attributes)]
    assert not [one for one in shown.all() if "src" in one.attributes]
    assert [one.attributes["href"] for one in shown.all("link")] == ["data:,"]


def test_a_link_to_documentation_leads_there_and_nowhere_else() -> None:
    def with_docs(docs: str) -> list[str | None]:
        one = finding("a.yml")
        given = report(Finding(one.rule, one.severity, one.message, one.location, docs=docs))
        return [link.attributes["href"] for link in page(given).all("a") if "rel" in link.attributes]

    assert with_docs('https://example.org/a?b=1&c="x"') == ['https://example.org/a?b=1&c="x"']
    assert with_docs("javascript:alert(1)") == []


def test_no_line_of_code_shows_a_password() -> None:
    source = Source("conda.yml", "a: 1\nb: https://me:hush@example.com/x\nc: https://example.com/?sig=hush2\n")
    for line in (1, 2, 3):
        assert "hush" not in frame(Place(source, line, 1, line, 2))
