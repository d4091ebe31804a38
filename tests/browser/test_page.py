"""The HTML report in a real browser: how it is laid out, that it needs no mouse and no script, and that it keeps to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.shared.html import parsed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Open = Callable[..., Any]

pytestmark = pytest.mark.browser

PAGES = ("clean", "broken", "everything", "hostile", "many")
WIDE, NARROW = 1440, 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, 1000, NARROW])
@pytest.mark.parametrize("name", PAGES)
def test_it_fits_and_keeps_to_itself(opened: Open, name: str, width: int, scheme: str) -> None:
    seen = opened(name, width=width, color_scheme=scheme)
    assert seen.said == []
    assert [url for url in seen.requests if not url.startswith("data:")] == [seen.page.url]
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("name", ["broken", "everything", "hostile"])
def test_axe_finds_no_barrier(opened: Open, name: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    seen = opened(name, width=width, color_scheme=scheme, bypass_csp=True)
    seen.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found = axe.Axe().run(seen.page).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert "color-contrast" in {one["id"] for one in found["passes"]}


def test_the_picture_stands_beside_the_findings_or_above_them(opened: Open) -> None:
    for width, beside in ((WIDE, True), (1000, False), (NARROW, False)):
        page = opened("broken", width=width).page
        picture, findings = page.locator("#picture").bounding_box(), page.locator("#findings").bounding_box()
        assert (picture["x"] + picture["width"] <= findings["x"]) is beside
        assert (picture["y"] + picture["height"] <= findings["y"]) is not beside


def test_on_a_wide_screen_what_is_named_stands_to_the_right(opened: Open) -> None:
    for width, right in ((WIDE, True), (NARROW, False)):
        page = opened("broken", width=width).page
        endpoint = page.locator(".level-1 > .node").first.bounding_box()
        deployment = page.locator(".level-2 > .node").first.bounding_box()
        assert (deployment["x"] >= endpoint["x"] + endpoint["width"]) is right
        assert (deployment["y"] >= endpoint["y"] + endpoint["height"]) is not right


def test_dark_is_dark(opened: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, one) => sum + Number(one), 0)"
    assert opened("clean", color_scheme="light").page.evaluate(ground) > 600
    assert opened("clean", color_scheme="dark").page.evaluate(ground) < 150


def test_without_a_script_all_is_there_but_the_filter(opened: Open) -> None:
    seen = opened("everything", java_script_enabled=False)
    assert seen.shown() == 3
    assert seen.page.locator("#filter").is_hidden()
    assert seen.page.locator("#unknown, #unchecked, #suppressed, #not-asked").count() == 4


def test_the_keyboard_goes_through_the_page_in_its_order(opened: Open) -> None:
    seen = opened("everything")
    heard = []
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        heard.append(seen.focused())
        outline = seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or seen.page.evaluate("document.activeElement === document.body")
    stops = ["Skip to Findings (3)", "What was checked", "deployment classic 1 error", "1 error", "Show all", "Why, and what it rests on"]
    assert [heard.index(stop) for stop in stops[:3]] == sorted(heard.index(stop) for stop in stops[:3])
    assert heard[0] == stops[0]
    assert "Show all" in heard
    assert "endpoint heart clean" not in heard  # it leads nowhere


def test_the_skip_link_leads_to_the_findings(opened: Open) -> None:
    seen = opened("everything")
    seen.page.keyboard.press("Tab")
    assert seen.page.locator(".skip").bounding_box()["x"] >= 0
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.querySelector('#findings').contains(document.activeElement)")


def test_a_severity_is_hidden_and_shown_by_the_keyboard(opened: Open) -> None:
    seen = opened("broken")
    total = seen.shown()
    errors = seen.page.get_by_role("button", name="errors", pressed=True)
    errors.focus()
    seen.page.keyboard.press("Space")
    assert seen.page.get_by_role("button", name="errors", pressed=False).count() == 1
    left = seen.page.locator("article[data-severity=warning], article[data-severity=info]").count()
    assert (seen.shown(), seen.page.get_by_role("status").inner_text()) == (left, f"{left} of {total} shown")
    assert seen.page.locator(".about:visible").count() <= left
    seen.page.keyboard.press("Space")
    assert (seen.shown(), seen.page.get_by_role("status").inner_text()) == (total, f"all {total} shown")


def test_one_rule_is_chosen(opened: Open) -> None:
    seen = opened("broken")
    seen.page.get_by_label("Rule", exact=True).select_option("retry-timeout-range")
    assert seen.shown() == seen.page.locator("article[data-rule=retry-timeout-range]").count() == 1
    seen.page.get_by_role("button", name="Show all").click()
    assert seen.shown() > 1
    assert seen.page.get_by_label("Rule", exact=True).input_value() == ""


def test_a_box_leads_to_its_findings_even_if_these_are_hidden(opened: Open) -> None:
    seen = opened("broken", reduced_motion="reduce")
    box = seen.page.get_by_role("link", name="conda file conda.yml")
    seen.page.get_by_label("Rule", exact=True).select_option("retry-timeout-range")
    box.focus()
    seen.page.keyboard.press("Enter")
    heading = seen.page.locator(":target")
    heading.wait_for(state="visible")
    assert "conda.yml" in heading.inner_text()
    assert 0 <= heading.bounding_box()["y"] < 800


def test_who_listens_hears_landmarks_headings_and_states(opened: Open) -> None:
    page = opened("everything").page
    for role, name in (
        ("navigation", "Parts of this page"),
        ("region", "What was checked"),
        ("region", "Findings (3)"),
        ("list", "Counts"),
    ):
        assert page.get_by_role(role, name=name, exact=True).count() == 1, role
    assert page.get_by_role("heading", level=1).inner_text() == "1 error, 1 warning, 1 info"
    assert page.get_by_role("link", name="deployment classic 1 error").count() == 1
    assert page.get_by_role("article", name="error").count() >= 1
    assert page.get_by_role("img").count() == 0


def test_a_large_report_can_be_used(opened: Open) -> None:
    seen = opened("many")
    seen.page.get_by_role("button", name="errors").click()
    assert 0 < seen.shown() < 500
    folded = seen.page.locator("details.fold").first
    assert folded.locator(".node").first.is_hidden()
    folded.locator("summary").click()
    assert folded.locator(".node").first.is_visible()


def test_motion_and_print(opened: Open) -> None:
    still = opened("broken", reduced_motion="reduce").page
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page = opened("broken").page
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.locator("#filter").is_hidden()
    assert page.locator("article:visible").count() > 10
    assert page.locator("dl").first.evaluate("one => one.getBoundingClientRect().height") > 0


@pytest.mark.parametrize("name", PAGES)
def test_the_browser_reads_the_page_as_it_was_meant(opened: Open, pages: dict[str, Path], name: str) -> None:
    meant = parsed(pages[name].read_text(encoding="utf-8"))
    page = opened(name, java_script_enabled=False).page
    for tag in ("article", "script", "style", "svg", "a", "li", "mark", "button", "img", "tbody"):
        assert page.locator(tag).count() == len(list(meant.all(tag))), tag


def test_nothing_else_may_run(opened: Open) -> None:
    seen = opened("everything")
    seen.page.evaluate(
        "const added = document.createElement('script'); added.textContent = 'window.ran = true'; document.body.append(added);"
        "const image = new Image(); image.src = 'https://example.org/x.png'; document.body.append(image);"
    )
    seen.page.wait_for_timeout(200)
    assert seen.page.evaluate("window.ran") is None
    assert len([line for line in seen.said if "Content Security Policy" in line]) == 2
