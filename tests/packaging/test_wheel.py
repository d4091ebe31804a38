"""What a built wheel holds, and that it works from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from configparser import ConfigParser
from email.parser import Parser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from preflight import __version__, resources
from preflight.pack import brief, page, read_rule

ROOT = Path(__file__).parents[2]
# Where the folders of the checkout are in a wheel.
FOLDERS = {"preflight": "preflight", "rules": "preflight/rules", "schemas": "preflight/schemas", "data": "preflight/data"}


def build(tree: Path, target: str, folder: Path) -> Path:
    """Build with the tools at hand, so without a network; return what was built."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    done = subprocess.run(command, cwd=tree, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the wheel as `pip install --target` lays it."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - built a moment ago
    return folder


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def sources(folder: str) -> set[str]:
    """Return the files of a folder of the checkout, as git sees them: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (FileNotFoundError, subprocess.CalledProcessError):
        listed = [path.relative_to(ROOT).as_posix() for path in ROOT.joinpath(folder).rglob("*") if "__pycache__" not in path.parts]
    return {name for name in listed if (ROOT / name).is_file()}


def run(site: Path, code: str) -> str:
    """Run code that finds preflight in a folder, away from the checkout."""
    start = f"import sys; sys.path.insert(0, {str(site)!r}); "
    done = subprocess.run([sys.executable, "-I", "-c", start + code], cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_the_checkout_is_in_the_wheel_and_no_other(wheel: Path, folder: str) -> None:
    expected = {FOLDERS[folder] + name.removeprefix(folder) for name in sources(folder)}
    others = tuple(f"{inside}/" for inside in (*FOLDERS.values(), "preflight/_pack") if inside != "preflight")
    own = FOLDERS[folder] + "/"
    held = {name for name in names(wheel) if name.startswith(own) and (folder != "preflight" or not name.startswith(others))}
    assert expected
    assert held == expected


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    assert {name.split("/")[0] for name in names(wheel)} == {"preflight", f"azureml_preflight-{__version__}.dist-info"}


def test_the_pack_says_what_the_sources_say(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        pack: dict[str, Any] = {
            name.removeprefix("preflight/_pack/").removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.startswith("preflight/_pack/")
        }
    rules = [read_rule(path) for path in resources.rule_files()]
    assert rules
    assert pack.pop("rules") == [brief(rule) for rule in rules]
    assert pack.pop("pages") == {rule["id"]: page(rule) for rule in rules}
    assert pack.pop("tables") == resources.tables()
    assert pack.pop("import_names") == resources.import_names()
    assert pack.pop("failures") == resources.failures()
    assert pack.pop("exceptions") == resources.exceptions()
    assert pack
    assert pack == {name: resources.schema(name) for name in resources.schema_names()}


def test_the_checkout_stays_without_a_pack(wheel: Path) -> None:
    assert wheel.is_file()
    assert not (ROOT / "preflight" / "_pack").exists()


def test_an_editable_install_has_no_pack(tmp_path: Path) -> None:
    held = names(build(ROOT, "wheel:editable", tmp_path))
    assert not [name for name in held if name.startswith("preflight/")]


def test_the_wheel_of_a_source_distribution_is_the_same(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build(ROOT, "sdist", tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "tree", filter="data")
    (tree,) = (tmp_path / "tree").iterdir()
    assert names(build(tree, "wheel", tmp_path / "wheel")) == names(wheel)


def test_a_wheel_is_the_same_bytes_whenever_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    first, second = (build(ROOT, "wheel", tmp_path / turn) for turn in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_an_installed_wheel_finds_its_own_files(installed: Path) -> None:
    found = json.loads(
        run(
            installed,
            "import json; from preflight import resources as r; "
            "print(json.dumps([r.__file__, r.rule_files(), r.packed_rules(), r.packed_pages(), r.schema_names(), r.tables()]))",
        )
    )
    home, files, rules, pages, schemas, tables = found
    assert Path(home) == installed / "preflight" / "resources.py"
    assert [Path(path).relative_to(installed / "preflight" / "rules").as_posix() for path in files] == [
        Path(path).relative_to(ROOT / "rules").as_posix() for path in resources.rule_files()
    ]
    assert [rule["id"] for rule in rules] == list(pages) == [Path(path).stem for path in files]
    assert schemas == resources.schema_names()
    assert tables == resources.tables()


def test_an_installed_wheel_reads_no_yaml_for_its_rules(installed: Path) -> None:
    loaded = run(
        installed,
        "from preflight import resources as r; r.packed_rules(); r.tables(); r.import_names(); r.failures(); r.exceptions(); "
        "r.schema(r.schema_names()[0]); "
        "print(*sys.modules)",
    ).split()
    assert "preflight.resources" in loaded
    assert not {"yaml", "pathlib", "importlib.resources"} & set(loaded)


def test_an_installed_wheel_runs(installed: Path) -> None:
    assert run(installed, "from preflight.cli import main; sys.exit(main(['--version']))") == f"preflight {__version__}\n"


def test_both_commands_are_installed(installed: Path) -> None:
    points = ConfigParser()
    points.read(installed / f"azureml_preflight-{__version__}.dist-info" / "entry_points.txt")
    assert dict(points["console_scripts"]) == {"preflight": "preflight.cli:console", "azureml-preflight": "preflight.cli:console"}


def test_a_base_install_needs_no_azure_package(installed: Path) -> None:
    text = (installed / f"azureml_preflight-{__version__}.dist-info" / "METADATA").read_text(encoding="utf-8")
    needed = Parser().parsestr(text).get_all("Requires-Dist", [])
    base = [requirement for requirement in needed if "extra ==" not in requirement]
    assert base
    assert not [requirement for requirement in base if requirement.startswith("azure")]
