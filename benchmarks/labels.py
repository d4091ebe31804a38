"""Compares what preflight says of a labelled corpus with its labels: `python -m benchmarks.labels FOLDER`.

The folder holds repositories as `OWNER__REPO/…` and `LABELS.tsv` with the columns repo, path, severity (`E` fails, `W` likely
wrong, `I` a note, `OK`), code and line (from 1; 0: the whole file).
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

NEAR = 2
MILD = {"PLACEHOLDER"}


def main() -> None:
    """Judge every repository on its own, and print what differs from the labels, with the counts."""
    corpus = Path(sys.argv[1]).resolve()
    with (corpus / "LABELS.tsv").open(encoding="utf-8") as stream:
        labels = list(csv.DictReader(stream, delimiter="\t"))
    findings = {folder.name: judged(folder) for folder in sorted(corpus.iterdir()) if folder.is_dir()}
    counts: Counter[str] = Counter()
    failing = {(label["repo"], label["path"]) for label in labels if label["severity"] == "E"}
    for label in labels:
        if label["severity"] == "I" and (label["repo"], label["path"]) in failing:
            continue
        told = [one for one in findings[label["repo"].replace("/", "__")] if touches(one, label["path"])]
        compare(label, told, counts)
    for one in (one for told in findings.values() for one in told):
        counts[f"findings: {one['severity']}"] += 1
    for name, count in sorted(counts.items()):
        print(f"{count:5} {name}")


def judged(folder: Path) -> list[dict[str, Any]]:
    """Return the findings of a repository."""
    command = [sys.executable, "-m", "preflight", "check", ".", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{folder.name}: exit {done.returncode}: {done.stderr}")
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    prefix = json.loads(done.stdout)["root"]
    for one in findings:
        one["repo"] = folder.name
        for place in (one["location"], *one["related"]):
            place["path"] = str(Path(prefix, place["path"]))
    return findings


def touches(finding: dict[str, Any], path: str) -> bool:
    """Tell whether a finding is in a file, or names it as a related place."""
    return path in [finding["location"]["path"], *(other["path"] for other in finding["related"])]


def compare(label: dict[str, str], told: list[dict[str, Any]], counts: Counter[str]) -> None:
    """Count a label as met or not, and print it when it is not."""
    severity, line = label["severity"], int(label["line"] or 0)
    errors = [one for one in told if one["severity"] == "error"]
    if severity in ("OK", "I"):
        counts[f"labels {severity}, with an error" if errors else f"labels {severity}, without an error"] += 1
        for one in errors:
            show("an error on a file labelled " + severity, label, one)
        return
    enough = told if severity == "W" or label["code"] in MILD else errors
    enough = [one for one in enough if one["severity"] != "info" or severity == "W"]
    met = any(abs(place["line"] - line) <= NEAR or not line for one in enough for place in places(one, label["path"]))
    counts[f"labels {severity}, {'found' if met else 'not found'}"] += 1
    if not met:
        show("not found", label, None)


def places(finding: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """Return the places of a finding in a file."""
    return [place for place in (finding["location"], *finding["related"]) if place["path"] == path]


def show(what: str, label: dict[str, str], finding: dict[str, Any] | None) -> None:
    """Print a difference."""
    told = f": {finding['location']['path']}:{finding['location']['line']} {finding['rule']}: {finding['message']}" if finding else ""
    print(f"{what}: {label['repo']}/{label['path']}:{label['line']} {label['code']} {label['message']}{told}")


if __name__ == "__main__":
    main()
