"""Measures start-up and throughput of an installed wheel beside the bare interpreter, PyYAML, yamllint and check-jsonschema."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.timing import Contender, run_in_turns

ROOT = Path(__file__).resolve().parent.parent
FILES = 500
READ_AND_COMPOSE = """
import sys, yaml
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        try:
            list(yaml.compose_all(stream.read(), Loader=yaml.CSafeLoader))
        except yaml.YAMLError:
            pass
"""


def main() -> None:
    """Build, install, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "examples", help="a folder of real files to take the 500 from")
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each (default: 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        binaries = install(work)
        one, many = work / "one", work / "many"
        shutil.copytree(ROOT / "examples" / "clean" / "script", one)
        shutil.copy(ROOT / "examples" / "clean" / "endpoint.yml", one)
        copied = spread(options.corpus, many)
        contenders = lineup(binaries, one, copied)
        run_in_turns(contenders, options.runs, str(work))
        report(contenders, options.runs, len(copied))


def install(work: Path) -> Path:
    """Build the wheel and install it, with the peers, in a virtual environment of its own; return where its commands are."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(work), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    venv.create(work / "venv", with_pip=True, upgrade_deps=True)  # an old pip writes slower start scripts
    binaries = work / "venv" / "bin"
    wheel = next(work.glob("*.whl"))
    subprocess.run([str(binaries / "pip"), "install", "-q", str(wheel), "yamllint", "check-jsonschema"], check=True)
    return binaries


def spread(corpus: Path, target: Path) -> list[str]:
    """Copy a folder, as often as it takes to have 500 YAML files; return these files."""
    found: list[str] = []
    number = 0
    while len(found) < FILES:
        copy = target / str(number)
        shutil.copytree(corpus, copy, ignore=shutil.ignore_patterns("*.tsv", "README.md"))
        number += 1
        fresh = sorted(path for path in copy.rglob("*") if path.suffix in (".yml", ".yaml"))
        for path in fresh[FILES - len(found) :]:
            path.unlink()
        found += [str(path) for path in fresh[: FILES - len(found)]]
    return found


def lineup(binaries: Path, one: Path, many: list[str]) -> list[Contender]:
    """Return what is measured: the first four are what the ratios are to."""
    python, preflight = str(binaries / "python"), str(binaries / "preflight")
    yamls = [str(path) for path in sorted(one.rglob("*")) if path.suffix == ".yml"]
    schema = str(ROOT / "schemas" / "batch-endpoint.schema.json")
    folder = str(Path(many[0]).parents[0])
    while Path(folder).name != "many":
        folder = str(Path(folder).parent)
    return [
        Contender("bare interpreter", [python, "-I", "-c", "pass"]),
        Contender("import yaml", [python, "-I", "-c", "import yaml"]),
        Contender("read + compose, 500 files", [python, "-I", "-c", READ_AND_COMPOSE, *many]),
        Contender("preflight --version", [preflight, "--version"]),
        Contender("preflight check, one set", [preflight, "check", str(one)]),
        Contender("preflight check, 500 files", [preflight, "check", folder]),
        Contender("yamllint, one set", [str(binaries / "yamllint"), "-d", "relaxed", *yamls]),
        Contender("yamllint, 500 files", [str(binaries / "yamllint"), "-d", "relaxed", *many]),
        Contender("check-jsonschema, one set", [str(binaries / "check-jsonschema"), "--schemafile", schema, *yamls]),
        Contender("check-jsonschema, 500 files", [str(binaries / "check-jsonschema"), "--schemafile", schema, *many]),
    ]


def report(contenders: list[Contender], runs: int, files: int) -> None:
    """Print medians, best runs and peaks, and the ratios that docs/architecture.md wants kept."""
    print(f"Python {sys.version.split()[0]}, {runs} runs of each in turn, {files} files")
    for one in contenders:
        print(f"{one.name:30} {one.median:8.1f} ms median {one.best:8.1f} ms best {one.peak:6.1f} MiB")
    named = {one.name: one for one in contenders}
    bare, yaml, compose = (named[name] for name in ("bare interpreter", "import yaml", "read + compose, 500 files"))
    version, one_set, many = (named[f"preflight {name}"] for name in ("--version", "check, one set", "check, 500 files"))
    ratios = [
        ("--version / bare", version.median / bare.median, 1.25),
        ("one set / bare", one_set.median / bare.median, 5),
        ("one set / import yaml", one_set.median / yaml.median, 1.75),
        ("500 files / read + compose", many.median / compose.median, 2.2),
        ("peak MiB, 500 files", many.peak, 30),
    ]
    for name, ratio, limit in ratios:
        print(f"{name:30} {ratio:8.2f}   keep {limit}")


if __name__ == "__main__":
    main()
