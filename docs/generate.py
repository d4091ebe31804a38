"""Writes what is made from the code: the outputs in README.md and the list of rules; `--check` only tells whether they are current."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from preflight import resources
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.phrase import HOLE
from preflight.language.asks import asks_of
from preflight.language.rule import Rule, words
from preflight.pack import read_rule, read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.diagnosis.failure import Failure

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```console\n).*?(```\n<!-- end -->)", re.DOTALL)
GOLDEN = re.compile(r"(<!-- golden: (?P<path>.+?) -->\n```console\n).*?(```\n<!-- end golden -->)", re.DOTALL)
CASES = re.compile(r"(<!-- table: exceptions -->\n).*?(<!-- end -->)", re.DOTALL)
TABLE = re.compile(r"(<!-- table: live rules -->\n).*?(<!-- end -->)", re.DOTALL)

FAMILIES = {
    "environment": "The environment: packages, images, code",
    "data": "Inputs and outputs",
    "script": "The scoring script, and data that it cannot score",
    "timeout": "Time",
    "job": "The job as a whole",
    "endpoint": "Before the job: the endpoint's answers",
    "create": "Before the job: creating endpoints and deployments",
}
LOGGING = """\
## How to log from a scoring script

What a scoring script prints or logs stands in `logs/user/stdout/<node>/process<number>.stdout.txt`, below **Outputs + logs** of the step
`batchscoring`; `az ml job stream` shows the folder `azureml-logs` only. The engine hands the script the deployment's `logging_level` as an
argument, beside others of its own. The sample of Microsoft's documentation fails where the script runs without that argument: without a
default it is `None`, which has no `upper()`. A script that takes its arguments with `parse_args` fails with it: that refuses what it
does not know.

```python
import argparse
import logging

parser = argparse.ArgumentParser()
parser.add_argument("--logging_level", type=str, default="info")  # without a default, .upper() fails on None
arguments, _ = parser.parse_known_args()  # the engine gives more arguments than these

logger = logging.getLogger(__name__)
logger.setLevel(arguments.logging_level.upper())


def init():
    logger.info("the model is loaded")


def run(mini_batch):
    logger.debug("files: %s", mini_batch)
    return [scored(path) for path in mini_batch]
```

Log what went wrong with a file, and raise it or leave the file out of what is returned: the engine counts the returned elements as
succeeded. The rules `script-logging-level-unguarded`, `script-argparse-strict` and `script-swallows-errors` find what is wrong here.

## Where the logs are

`az ml job show --name JOB --query services.Studio.endpoint -o tsv` prints the link to the studio; `az ml job download --name CHILD --all`
downloads the logs of the step `batchscoring`, and `preflight diagnose FOLDER` reads them in this order:
"""
READING = [
    ("logs/job_result.txt", "how the job ended"),
    ("logs/job_progress_overview.txt", "mini-batches created and processed"),
    ("logs/job_error.txt, logs/user/error.txt", "errors of the script, in short"),
    ("logs/user/error/<node>/process<number>.txt", "the exceptions of `init` and `run`"),
    ("logs/user/stdout/<node>/process<number>.stdout.txt", "what the script printed and logged"),
    ("user_logs/std_log_0.txt, azureml-logs/70_driver_log.txt", "the engine's own process"),
    ("logs/sys/master_role.txt", "the node that leads"),
    ("logs/sys/node/<node>/process<number>.txt", "every mini-batch as a worker took it"),
    ("logs/sys/job_report/processed_mini-batches.csv", "every mini-batch with its times"),
    ("logs/perf/<node>/", "memory, disk and processes of a node, every 600 seconds by default"),
]


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
        ROOT / "docs" / "troubleshooting.md": _troubleshooting(),
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


def _troubleshooting() -> str:
    """Return the page of known failures: what is logged, why, what to do, and which rule finds it before."""
    known = known_failures()
    lines = [
        "# Troubleshooting",
        "",
        "What a failed batch scoring job says, why, what to do, and which rule of `preflight check` finds it before the job.",
        "`{…}` stands for what changes. `preflight explain MESSAGE` looks a message up, `preflight diagnose` reads a job's logs.",
        "Made from `data/failures/` and the rules by `make docs`.",
    ]
    for family, title in FAMILIES.items():
        names = read_yaml(str(ROOT / "data" / "failures" / f"{family}.yaml"))
        lines += ["", f"## {title}", "", "| message | cause | remedy | rules |", "|---|---|---|---|"]
        lines += [_failure_row(known[name]) for name in names]
    others = [failure for name, failure in known.items() if failure.rules == (name,)]
    if others:
        lines += ["", "## Other messages that rules prevent", "", "| message | cause | remedy | rules |", "|---|---|---|---|"]
        lines += [_failure_row(failure) for failure in others]
    lines += ["", LOGGING, "| file | what it says |", "|---|---|", *(f"| `{path}` | {what} |" for path, what in READING)]
    return "\n".join(lines) + "\n"


def _failure_row(failure: Failure) -> str:
    """Return a failure as a row, its first wordings in each language."""
    shown: dict[str, list[str]] = {}
    for phrase in failure.phrases:
        shown.setdefault(phrase.language, []).append(f"`{HOLE.compiled.sub('{…}', phrase.text)}`")
    messages = "<br>".join(text for texts in shown.values() for text in texts[:3])
    cause = f"{failure.summary}. {failure.cause}" + (" *Only reports a failure.*" if failure.is_wrapper else "")
    rules = ", ".join(f"[{rule}](rules.md#{rule})" for rule in failure.rules) or "none"
    cells = (messages, HOLE.compiled.sub("…", cause), HOLE.compiled.sub("…", failure.fix), rules)
    return "| " + " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    raise SystemExit(main())
