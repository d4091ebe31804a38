"""Measures what reading the scripts of a tree costs: a check of the tree, and of the same tree without its scripts."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import ROOT, install
from benchmarks.timing import Contender, run_in_turns

SETS = 60
SCRIPTS = {".sh", ".bash", ".zsh", ".ksh", ".azcli", ".ps1", ".psm1", ".cmd", ".bat", ".ipynb"}
PIPELINES = re.compile(r"(?:^|/)\.(?:github|azuredevops|pipelines)/|(?:^|/)azure-pipelines[^/]*$")
NAMED = re.compile(r"[\w-]+\.py\b")
SCRIPT = """#!/bin/bash
set -e
ENDPOINT_NAME=scoring-{number}
RANDOM_PART=$(date +%s)
az ml compute create --name batch-cluster --type amlcompute --min-instances 0 --max-instances 5
az ml environment create --file environment/environment.yml
if [ -z "$SUBSCRIPTION" ]; then
  echo "no subscription"
  exit 1
fi
az ml batch-endpoint create --file endpoint.yml --name "$ENDPOINT_NAME" \\
  --set tags.stage=dev
az ml batch-deployment create --file deployment.yml --endpoint-name "$ENDPOINT_NAME" --set-default
JOB=$(az ml batch-endpoint invoke --name $ENDPOINT_NAME --input "azureml:data-{number}@latest" --query name -o tsv)
az ml job stream --name "$JOB"
STATUS=$(az ml job show -n "$JOB" --query status -o tsv)
if [[ "$STATUS" == "Completed" ]]; then echo "done"; else echo "failed"; exit 2; fi
for FILE in $(ls results); do
  echo "$FILE"
done
"""


def main() -> None:
    """Build, install, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, help="a folder of a real repository; copies of an example with a script each by default")
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each (default: 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        preflight = str(install(work) / "preflight")
        whole, bare = work / "with", work / "without"
        if options.tree is not None:
            shutil.copytree(options.tree, whole, symlinks=True)
        else:
            generate(whole)
        left_out = strip(whole, bare)
        contenders = [Contender(folder.name, [preflight, "check", str(folder)]) for folder in (whole, bare)]
        run_in_turns(contenders, options.runs, str(work))
        report(contenders, options.runs, left_out)


def generate(target: Path) -> None:
    """Write sets of an endpoint and a deployment, each with a script that deploys it."""
    for number in range(SETS):
        folder = target / f"set-{number}"
        shutil.copytree(ROOT / "examples" / "clean" / "script", folder)
        shutil.copy(ROOT / "examples" / "clean" / "endpoint.yml", folder)
        (folder / "deploy.sh").write_text(SCRIPT.replace("{number}", str(number)), encoding="utf-8")


def strip(whole: Path, target: Path) -> int:
    """Copy a tree without shell scripts, notebooks, templates, workflows, pipelines and Python files that no YAML file names.

    Return how many files are left out.
    """
    shutil.copytree(whole, target, symlinks=True)
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in target.rglob("*.y*ml") if path.is_file()]
    named = {name for text in texts for name in NAMED.findall(text)}
    files = [path for path in target.rglob("*") if path.is_file()]
    gone = [path for path in files if is_script(path, path.relative_to(target).as_posix(), named)]
    for path in gone:
        path.unlink()
    return len(gone)


def is_script(path: Path, shown: str, named: set[str]) -> bool:
    """Tell whether a file is a script around the documents, and none that a document names."""
    unnamed = path.suffix == ".py" and path.name not in named
    return path.suffix in SCRIPTS or path.suffix == ".json" or unnamed or PIPELINES.search(shown) is not None


def report(contenders: list[Contender], runs: int, left_out: int) -> None:
    """Print what each took, and the ratio that docs/architecture.md tells."""
    print(f"Python {sys.version.split()[0]}, {runs} runs of each in turn, {left_out} files left out; milliseconds of the fastest run")
    for one in contenders:
        print(f"{one.name:10} {one.best:8.1f} ms {one.least:8.1f} ms of its own work {one.peak:6.1f} MiB")
    whole, bare = contenders
    print(f"ratio      {whole.least / bare.least:8.2f}   aim 1.5")


if __name__ == "__main__":
    main()
