"""The page and the Markdown of a diagnosis: complete, harmless whatever logs say, and without anything from elsewhere."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from preflight.diagnosis.bundle import Bundle
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.diagnosis import diagnose
from preflight.diagnosis.facts import NodeResources, Run
from preflight.diagnosis.pictures import curves, timeline
from preflight.diagnosis.reporters import html, markdown, text
from preflight.diagnosis.settings import NO_SETTINGS, Setting, Settings
from preflight.diagnosis.told import Job, Told
from tests.diagnosis.cases import CLEAN, MIXED, OTHER_JOBS, PROBLEMS, UNKNOWN
from tests.diagnosis.logs import Files, job, traceback, user_error

KNOWN = known_failures()
EVERY = {case.name: case.files for case in [*PROBLEMS, *MIXED, *CLEAN, *UNKNOWN, *(case for case, _ in OTHER_JOBS)]}
EVIL = "<script>alert(1)</script><img src=x onerror=y> `a` **b** [c](http://d) @team \u202e\x1b[31m ]]> & \" '"
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "small", "section", "dl", "dt", "dd", "pre", "code", "a",
    "table",
    "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "span", "div", "details", "summary", "svg", "defs", "pattern", "rect", "line",
    "text", "polyline",
}  # fmt: skip
JOB = Job({"status": "Failed"}, {"studio": "https://ml.azure.com/runs/x", "odd": "javascript:alert(1)"}, ("az ml job show --name x",))


def told(files: Files, settings: Settings = NO_SETTINGS, job: Job | None = None) -> Told:
    bundle = Bundle(refused=[(f"link{number}", "a symbolic link is not followed") for number in range(3)])
    for name, content in files.items():
        bundle.add(name, len(content), lambda content=content: io.BytesIO(content.encode()))  # type: ignore[misc]
    return Told("logs", diagnose(bundle.ordered(), KNOWN.values()), settings, job)


class Page(HTMLParser):
    """Checks that tags are closed in order, and collects what they name."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(written: str) -> Page:
    parsed = Page()
    parsed.feed(written)
    parsed.close()
    assert parsed.open == []
    return parsed


@pytest.mark.parametrize("files", EVERY.values(), ids=EVERY)
def test_every_folder_as_a_page_and_as_markdown(files: Files) -> None:
    given = told(files, job=JOB)
    parsed = page(html.write(given))
    assert {tag for tag, _ in parsed.tags} <= ALLOWED
    assert [attributes["href"] for tag, attributes in parsed.tags if tag == "a"] == ["https://ml.azure.com/runs/x"]
    assert not any(name.startswith("on") or name == "src" for _, attributes in parsed.tags for name in attributes)
    written = markdown.write(given)
    for cause in given.diagnosis.causes if given.diagnosis.outcome != "succeeded" else []:
        assert cause.id in html.write(given)
        assert all(f"`{rule}`" in written for rule in cause.sighting.failure.rules)


def test_what_logs_say_stays_text_everywhere() -> None:
    files = job(user_error=user_error(traceback(f"ValueError: {EVIL}", f"3:run:{EVIL}")), stdout=f"No module named '{EVIL}'\n")
    files[f"logs/user/stdout/0/{EVIL.replace('/', '')}.txt"] = "No module named 'x'\n"
    given = told(files, Settings({"environment": Setting("environment", EVIL, EVIL, 1, 1)}, (("module-missing", EVIL, EVIL),)))
    written = html.write(given)
    parsed = page(written)
    assert "script" not in {tag for tag, _ in parsed.tags}
    assert "img" not in {tag for tag, _ in parsed.tags}
    for shown in (written, markdown.write(given), text.write(given, color=False)):
        assert all(character.isprintable() or character == "\n" for character in shown)
    outside = re.sub(r"(`+).*?\1", "", re.sub(r"^(```+)$.*?^\1$", "", markdown.write(given), flags=re.DOTALL | re.MULTILINE))
    assert "<script" not in outside.replace("\\<", "")
    assert "@team" not in outside


def test_the_page_brings_all_it_needs() -> None:
    written = html.write(told(EVERY["timeout-and-memory"]))
    assert "default-src 'none'" in written
    assert "prefers-color-scheme:dark" in written
    assert not re.search(r"@import|url\((?!#hatch)|<link|<script", written)
    pictures = re.findall(r"<svg.*?</svg>", written, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        root = ET.fromstring(picture)  # noqa: S314 - made a moment ago
        assert root.get("role") == "img"
        assert root.get("aria-label")
    assert "4 runs of mini-batches on 2 nodes in 92 seconds, 3 of them failed or were stopped" in pictures[0]


def test_settings_advice_and_findings_are_on_the_page() -> None:
    settings = Settings(
        {"timeout": Setting("timeout", 30, "d.yml", 4, 2), "mini_batch_size": Setting("mini_batch_size", None, "d.yml", 1, 1)}
    )
    found = Settings(settings.keys, (("retry-timeout-range", "`timeout` is wrong", "d.yml:4:2"),))
    for written in (html.write(told(EVERY["run-timed-out"], found)), markdown.write(told(EVERY["run-timed-out"], found))):
        assert "d.yml:4:2" in written
        assert "not set" in written
        assert "is wrong" in written
        assert "timeout: 90" in written


def run(start: str, elapsed: float, status: str = "RUN_DONE", node: str = "0") -> Run:
    return Run("b", 1, node, "p", start, 1, 1, 0, elapsed, 1.0, 1.0, status)


def test_a_timeline_needs_times() -> None:
    assert timeline({}, None) == ""
    assert timeline({"0": [run("no time", 3.0)]}, None) == ""
    assert "the time-out is 9 seconds" in timeline({"0": [run("2026-11-02T09:00:00", 3.0)]}, 9)


def test_runs_side_by_side_have_lanes_of_their_own() -> None:
    bars = [run("2026-11-02T09:00:00", 30.0), run("2026-11-02T09:00:01Z", 30.0, "RUN_TIMEOUT"), run("2026-11-02T09:01:00", 5.0)]
    picture = ET.fromstring(timeline({"0": bars}, None))  # noqa: S314 - made a moment ago
    drawn = [rect for rect in picture.iter("{http://www.w3.org/2000/svg}rect") if rect.get("rx")]
    assert [rect.get("y") for rect in drawn] == ["4", "16", "4"]
    assert ["hatch" in str(rect.get("style")) for rect in drawn] == [False, True, False]
    many = timeline({"0": [run("2026-11-02T09:00:00", 30.0) for _ in range(50)]}, None)
    assert many.count("<rect x=") == 50


def test_curves_without_times_are_empty_but_there() -> None:
    node = NodeResources("0")
    node.memory.add("never", 50.0)
    assert 'points=""' in curves(node)


def test_workers_that_are_too_many_are_left_out() -> None:
    rows = "".join(f"{n},1,{n},p,2026-11-02T09:00:00,1,1,0,1.0,1.0,1.0,RUN_DONE\n" for n in range(120))
    head = "Mini-batch Id,Picked Count,Node Id,Process,Process Start Time,Total,Succeeded,Failed,Elapsed Seconds,Process Seconds,"
    files = {"logs/sys/job_report/processed_mini-batches.csv": f"{head}Run Method Seconds,Status\n{rows}"}
    given = told(files)
    assert "and 20 more processes" in html.write(given)
    assert "and 100 more processes" in markdown.write(given)
    assert "and 112 more processes" in text.write(given, color=False)


def test_the_job_is_told_in_text() -> None:
    written = text.write(told(EVERY["module"], job=JOB), color=False)
    assert "  status:       Failed\n" in written
    assert "  $ az ml job show --name x\n" in written
