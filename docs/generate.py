"""Writes what is made from the code: the outputs in README.md and the list of rules; `--check` only tells whether they are current."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from preflight import resources
from preflight.language.asks import asks_of
from preflight.language.rule import Rule, words
from preflight.pack import read_rule

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```console\n).*?(```\n<!-- end -->)", re.DOTALL)
GOLDEN = re.compile(r"(<!-- golden: (?P<path>.+?) -->\n```console\n).*?(```\n<!-- end golden -->)", re.DOTALL)
CASES = re.compile(r"(<!-- table: exceptions -->\n).*?(<!-- end -->)", re.DOTALL)
TABLE = re.compile(r"(<!-- table: live rules -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> int:
    """Write or check every page; 1 when one is out of date."""
    stale = 0
    for path, text in pages().items():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path.relative_to(ROOT)} is out of date: run `make docs`")
            stale = 1
    return stale


def pages() -> dict[Path, str]:
    """Return every page with the text it should have."""
    readme = ROOT / "README.md"
    reports = ROOT / "docs" / "reports.md"
    verified = ROOT / "docs" / "verified.md"
    exceptions = ROOT / "docs" / "exceptions.md"
    return {
        readme: GOLDEN.sub(_golden, OUTPUT.sub(_filled, readme.read_text(encoding="utf-8"))),
        reports: OUTPUT.sub(_filled, reports.read_text(encoding="utf-8")),
        ROOT / "docs" / "rules.md": _rules(),
        exceptions: CASES.sub(_exceptions, exceptions.read_text(encoding="utf-8")),
        verified: TABLE.sub(_live_rules, verified.read_text(encoding="utf-8")),
    }


def _golden(match: re.Match[str]) -> str:
    """Return what a test says that a run prints: nobody has an Azure at hand when pages are written."""
    return f"{match[1]}{(ROOT / match['path']).read_text(encoding='utf-8')}{match[3]}"


def _live_rules(match: re.Match[str]) -> str:
    """Return the table of the rules that ask a workspace: what they ask, and in how many worlds of the tests they are shown."""
    sys.path.insert(0, str(ROOT))
    from tests.live.worlds.table import CASES  # noqa: PLC0415 - the folder of the tests is no package

    lines = ["| rule | severity | asks | finds in | unknown in |", "|---|---|---|---|---|"]
    for rule in map(read_rule, sorted(resources.rule_files(), key=os.path.basename)):
        asks = sorted(asks_of(Rule(rule)))
        if asks:
            name = str(rule["id"])
            finds, unknown = sum(name in case.findings for case in CASES), sum(name in case.unsure for case in CASES)
            lines.append(f"| `{name}` | {rule['severity']} | {', '.join(asks)} | {finds} | {unknown} |")
    return f"{match[1]}{chr(10).join(lines)}\n{match[2]}"


def _exceptions(match: re.Match[str]) -> str:
    """Return the table of cases, of which each is a test."""
    sys.path.insert(0, str(ROOT))
    from tests.shared.exceptions import CASES as EXCEPTIONS  # noqa: PLC0415 - the folder of the tests is no package

    lines = ["| case | outcome |", "|---|---|", *(f"| {case.title} | {case.outcome} |" for case in EXCEPTIONS)]
    return f"{match[1]}{chr(10).join(lines)}\n{match[2]}"


def _filled(match: re.Match[str]) -> str:
    command = match["command"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AZURE_", "GITHUB_"))}
    words = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return f"{match[1]}$ {command}\n{done.stdout}{match[3]}"


def _rules() -> str:
    rules = [read_rule(path) for path in resources.rule_files()]
    exceptions = [{"id": name, **page} for name, page in resources.exceptions()["rules"].items()]
    lines = [
        "# Rules",
        "",
        f"{len(rules)} rules, made from `rules/` by `make docs`, and {len(exceptions)} about [exceptions](exceptions.md).",
        "",
        "| rule | severity | for | what |",
        "|---|---|---|---|",
    ]
    rules += exceptions
    rules.sort(key=lambda rule: str(rule["id"]))
    lines += [
        f"| [{rule['id']}](#{rule['id']}) | {rule['severity']} | {', '.join(words(rule['for']))} | {rule['summary']} |" for rule in rules
    ]
    for rule in rules:
        lines += _section(rule)
    return "\n".join(lines) + "\n"


def _section(rule: dict[str, object]) -> list[str]:
    """Return a rule as a section, with its first bad example."""
    lines = ["", f"## {rule['id']}", "", f"{rule['summary']}.", "", str(rule["why"]).strip()]
    if "fix" in rule:
        lines += ["", f"**Fix:** {str(rule['fix']).strip()}"]
    if "prevents" in rule:
        lines += ["", f"**Prevents:** `{str(rule['prevents']).strip()}`"]
    examples = rule["examples"]
    bad: dict[str, str] = next((one["bad"] for one in examples if "bad" in one), {}) if isinstance(examples, list) else {}
    for name, text in bad.items():
        lines += ["", f"`{name}`", "", "```" + ("python" if name.endswith(".py") else "yaml"), text.rstrip("\n"), "```"]
    evidence = rule["evidence"]
    if isinstance(evidence, list) and evidence:
        lines += ["", "Evidence: " + "; ".join(f"{one['source']} ({one['kind']}, {one['seen']})" for one in evidence)]
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
