"""What a release says of its version, in all places."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import yaml

from preflight import __version__
from tests.gate.conftest import ROOT


def versions() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("release", ROOT / "gate" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.versions(ROOT)
    return found


def test_package_and_template_have_one_version() -> None:
    found = versions()
    assert found["preflight/__init__.py"] == found["gate/azure-pipelines.yml"] == __version__


def test_a_wrong_tag_is_refused() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "gate" / "release.py"), "v99.0"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"preflight/__init__.py says {__version__}, and the tag is v99.0" in done.stdout


def test_all_workflows_pin_what_they_use() -> None:
    for path in (ROOT / ".github" / "workflows").iterdir():
        used = re.findall(r"^ *(?:- )?uses: (\S+)", path.read_text("utf-8"), re.MULTILINE)
        assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == [], path.name


def test_all_workflows_ask_for_what_they_need_alone() -> None:
    for path in (ROOT / ".github" / "workflows").iterdir():
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] in ({}, {"contents": "read"}), path.name
