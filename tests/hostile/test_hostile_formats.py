"""Hostile texts in every format: what comes out is read back, and holds nothing but what preflight says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import preflight
from preflight.finding import Evidence, Finding, Location, Related, Severity, Unanswered, Unchecked
from preflight.report import Report, Suppressed
from preflight.reporters import azure, github, gitlab, json_v1, junit, markdown, sarif, text
from preflight.reporters.html import report as html
from preflight.source import Place, Source
from tests.shared.formats import logging_commands, markdown_tokens, workflow_commands

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = {
    "colours": "\x1b[31mred\x1b[0m \x9b31m",
    "screen and title": "\x1b[2J\x1b]0;owned\x07\x08\x7f",
    "NUL and vertical tab": "a\x00b\x0bc\x0cd",
    "line ends": "a\nb\r\nc\rd\x85e\u2028f\u2029g",
    "workflow command": "::error file=x::gone",
    "workflow command on a line": "x\n::set-output name=a::b\n::stop-commands::t",
    "workflow command after a return": "x\r::add-mask::e",
    "old workflow command": "##[add-path]/tmp x ##[error]y",
    "logging command": "##vso[task.setvariable variable=PATH]x",
    "logging command on a line": "x\n##vso[task.complete result=Succeeded;]y",
    "logging command with marks between": "#\ufe0f#vs\u034fo[task.x]y",
    "percent escapes": "%0A%0D::error::x %3A%2C%25 %AZP25 %3B%5D %250A",
    "properties": "a,line=9,title=x::y;type=error]z",
    "quotes": "\"'`\\",
    "XML": "]]><!-- <x a='b'>&lt;&amp;&#0;</failure></testcase>",
    "HTML": "<script>alert(1)</script><img src=x onerror=y></details><!-- ",
    "HTML entities": "&lt;script&gt; &#60;b&#62; &colon;",
    "Markdown link": "[click](https://evil.example) ![x](y) <https://evil.example> [a]: b",
    "Markdown link in code": "`x` [click](https://evil.example) `",
    "Markdown emphasis": "*a* **b** __c__ ~~d~~ _e_",
    "Markdown blocks": "\n# head\n\n---\n> quote\n- item\n1. one\n```\ncode\n```\n    block\n| a | b |\n|---|---|\n",
    "Markdown fence": "```` ``` `` ` ~~~",
    "table cell": "a|b\\|c\\\\|d`e|f`",
    "backslashes": "\\` \\* \\[ \\< \\\\",
    "people and issues": "@octocat #1 GH-1 octo/repo#1 a@b.example www.evil.example https://evil.example :+1:",
    "bidirectional": "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "invisible": "a\u200b\u200db\ufeff\u00ad\u2060\U000e0041",
    "surrogates": "\ud83d \udc00 \udcff \udfff\ud800",
    "no characters": "\ufffe\uffff\U0010ffff\ufdd0",
    "combining": "e\u0301" + "\u0301" * 50,
    "wide": "漢字 🙂 한글",
    "long": "long " * 5000,
    "one long word": "x" * 20_000,
    "JSON": '"},{"a":"',
    "template": "{0} {{x}} ${{ github.token }} $(rm -rf /) `id`",
    "mathematics": "$x$ $$y$$",
    "blanks": "   \t  ",
    "nothing": "",
}  # fmt: skip
# Characters that steer a terminal, or how a text is read.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
ALLOWED = {"\u2060"}  # what keeps Markdown from calling people


def report(hostile: str) -> Report:
    """Return a report in which every text is a hostile one: in a file, with one that is in none."""
    source = Source(f"{hostile}.yml", f"{hostile}\n" * 2)
    place, typed = Place(source, 1, 1, 1, 2), Place(Source("command line", hostile), 1, 1, 2, 1)
    found = [
        Finding(
            f"r{hostile}",
            severity,
            hostile,
            Location(where, f"/{hostile}"),
            (Related(place, hostile), Related(typed, hostile)),
            (Evidence(hostile, hostile, hostile, hostile),),
            why=hostile,
            fix=hostile,
            prevents=hostile,
            docs=f"https://{hostile}",
            identity=f"{severity.value}{where}",
            summary=hostile,
            targets=(hostile,),
        )
        for severity in Severity
        for where in (place, typed)
    ]
    around = (Location(place, hostile), None)
    doubts = [Unanswered((hostile, hostile), hostile, hostile, hostile, where, asked=True, gates=True) for where in around]
    return Report(
        root=".",
        files=1,
        documents=1,
        rules=1,
        judged=1,
        findings=tuple(found),
        unknowns=tuple(doubts),
        not_asked=(hostile,),
        asked=True,
        recorded=hostile,
        suppressed=(Suppressed(found[0], "comment", hostile, hostile), Suppressed(found[1], hostile, "")),
        unchecked=(Unchecked(f"{hostile}.yml", 1, hostile),),
    )


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.write,
    "text verbose": lambda made: text.write(made, verbose=True),
    "text quiet": lambda made: text.write(made, quiet=True),
    "json": json_v1.write,
    "sarif": sarif.write,
    "sarif full": lambda made: sarif.write(made, full=True),
    "github": github.write,
    "azure": azure.write,
    "junit": junit.write,
    "gitlab": gitlab.write,
    "markdown": markdown.write,
    "html": html.write,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_it_steers_nothing(form: str, name: str) -> None:
    written = FORMATS[form](report(HOSTILE[name]))
    written.encode()
    assert set(STEERING.findall(written)) <= (ALLOWED if form in {"markdown", "sarif", "sarif full"} else set())
    if form == "github":
        return
    visible = re.sub(r"[^\n -~]", "", written)
    for line in visible.split("\n"):
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##(?:vso)?\[", line.removeprefix("##vso[task.logissue type=")), line


@pytest.mark.parametrize("name", HOSTILE)
def test_json_holds_it_as_it_is(name: str) -> None:
    hostile = HOSTILE[name]
    shown = json.loads(json_v1.write(report(hostile)))
    paired = json.loads(json.dumps(hostile))  # two lone surrogates may come to one character in JSON
    assert {finding["message"] for finding in shown["findings"]} == {paired}
    assert shown["unchecked"] == [{"path": f"{paired}.yml", "line": 1, "reason": paired}]
    assert {one["check_name"] for one in json.loads(gitlab.write(report(hostile)))} == {f"r{paired}"}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", HOSTILE)
def test_sarif_has_no_links_but_its_own(name: str, full: bool) -> None:  # noqa: FBT001 - parametrised
    (run,) = json.loads(sarif.write(report(HOSTILE[name]), full=full))["runs"]
    assert len(run["results"]) == (6 + 2 + 2 if full else 6)
    texts = [result["message"]["text"] for result in run["results"]]
    texts += [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    for said in texts:
        assert {target for _, target in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", said)} <= {"1"}
        assert said or not HOSTILE[name]
    for rule in run["tool"]["driver"]["rules"]:
        assert {token.type for token in markdown_tokens(rule["help"]["markdown"])} <= PLAIN if "help" in rule else True
        assert re.fullmatch(r"https://[!-~]*", rule.get("helpUri", "https://"))


@pytest.mark.parametrize("name", HOSTILE)
def test_github_hears_no_command_but_ours(name: str) -> None:
    commands, others = workflow_commands(github.write(report(HOSTILE[name])))
    assert [command.name for command in commands] == ["error"] * 2 + ["warning"] * 5 + ["notice"] * 2
    for command in commands:
        assert command.properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert command.properties["line"] == "1" if "line" in command.properties else True
    assert len(others) == 4
    assert others[0].startswith("1 file, 1 document, 1 rule: 2 errors")


@pytest.mark.parametrize("name", HOSTILE)
def test_azure_hears_no_command_but_ours(name: str) -> None:
    commands, others = logging_commands(azure.write(report(HOSTILE[name])))
    assert [command.name for command in commands] == ["task.logissue"] * 7
    assert [command.properties["type"] for command in commands] == ["error"] * 2 + ["warning"] * 5
    for command in commands:
        assert command.properties.keys() <= {"type", "sourcepath", "linenumber", "columnnumber", "code"}
    assert [line[:6] for line in others] == ["info: ", "info: ", "1 file", "Checke", "1 rule", ""]


@pytest.mark.parametrize("name", HOSTILE)
def test_junit_is_xml_with_our_elements(name: str) -> None:
    tree = ET.fromstring(junit.write(report(HOSTILE[name])).encode())  # noqa: S314 - preflight wrote it
    cases = list(tree.iter("testcase"))
    assert len(cases) == 1 + 6 + 2 + 2 + 1
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    known = {"testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped", "system-out"}
    assert {element.tag for element in tree.iter()} == known
    assert all(case.attrib.keys() == {"classname", "name", "time"} for case in cases)


PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "code_inline"}
OURS = {
    "heading_open", "heading_close", "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open",
    "tr_close", "th_open", "th_close", "td_open", "td_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    "html_block", "code_block", "strong_open", "strong_close", "softbreak", "link_open", "link_close",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_has_nothing_but_ours(name: str) -> None:
    tokens = markdown_tokens(markdown.write(report(HOSTILE[name])))
    types = [token.type for token in tokens]
    assert set(types) <= PLAIN | OURS
    assert [token.content for token in tokens if token.type == "html_block"] == ["<details><summary>Details</summary>\n", "</details>\n"]
    assert {token.content.strip() for token, after in zip(tokens[1:], tokens, strict=False) if after.type == "heading_open"} == {
        "preflight", "Unknown", "Unchecked", "Suppressed",
    }  # fmt: skip
    assert types.count("tr_open") == 1 + 6
    assert types.count("td_open") == 4 * 6
    assert types.count("bullet_list_open") == 3
    assert types.count("list_item_open") == 2 + 1 + 2
    assert types.count("strong_open") == 6
    for token in tokens:
        assert str(token.attrs.get("href", "https://")).startswith("https://")


class Page(HTMLParser):
    """What an HTML page is made of: elements with the names of their attributes, and addresses."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: set[tuple[str, str]] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}


@pytest.mark.parametrize("name", HOSTILE)
def test_html_has_no_elements_but_its_own(name: str) -> None:
    page = Page(html.write(report(HOSTILE[name])))
    harmless = Page(html.write(report("harmless")))
    assert page.elements <= harmless.elements
    assert all(address.startswith(("https://", "#")) for address in page.addresses - harmless.addresses)


# The same from the outside: files, keys and values of a project.

KEPT = [name for name, hostile in HOSTILE.items() if len(hostile) < 200]
REPORTS = ("text", "json", "sarif", "github", "azure", "junit", "gitlab", "markdown", "html")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Check a project with hostile names, keys and values, in all formats at once."""
    folder = tmp_path_factory.mktemp("formats") / "repo"
    (folder / ".git").mkdir(parents=True)
    for name in KEPT:
        hostile = HOSTILE[name]
        written = json.dumps(re.sub("[\ud800-\udfff]", "", hostile))
        body = f"name: d\nendpoint_name: {written}\nmodel: azureml:m@latest\ncompute: azureml:c\nlogging_level: {written}\n{written}: 1\n"
        stem = re.sub("[\x00/]|[\ud800-\udbff]|[\udc00-\udc7f\udd00-\udfff]", "_", hostile)[:60]
        (folder / f"x{stem}.yml").write_bytes(body.encode())
    out = folder.parent
    arguments = [part for name in REPORTS for part in ("--format", f"{name}:{out / name}")]
    environment = os.environ | {"PYTHONPATH": str(Path(preflight.__file__).parents[1])}
    command = [sys.executable, "-m", "preflight", "check", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    return {name: (out / name).read_bytes().decode() for name in REPORTS}


def test_all_of_them_are_found(reports: dict[str, str]) -> None:
    report_read: dict[str, Any] = json.loads(reports["json"])
    assert report_read["summary"]["files"] == len(KEPT)
    assert report_read["summary"]["error"] > len(KEPT)


@pytest.mark.parametrize("form", REPORTS)
def test_a_run_steers_nothing(form: str, reports: dict[str, str]) -> None:
    assert set(STEERING.findall(reports[form])) <= (ALLOWED if form in {"markdown", "sarif"} else set())


def test_a_run_is_read_back(reports: dict[str, str]) -> None:
    number = len(json.loads(reports["json"])["findings"])
    errors = json.loads(reports["json"])["summary"]["error"]
    assert len(json.loads(reports["sarif"])["runs"][0]["results"]) == number
    assert len(json.loads(reports["gitlab"])) == number
    assert len(list(ET.fromstring(reports["junit"].encode()).iter("testcase"))) > number  # noqa: S314 - preflight wrote it
    commands, _ = workflow_commands(reports["github"])
    assert [command.name for command in commands].count("error") == 10
    issues, _ = logging_commands(reports["azure"])
    assert [issue.properties["type"] for issue in issues].count("error") == errors
    types = [token.type for token in markdown_tokens(reports["markdown"])]
    assert types.count("tr_open") == 1 + number
    assert set(types) <= PLAIN | OURS
