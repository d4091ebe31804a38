"""Fish completes what it is told to."""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.shared.completion import AZ_CASES, CASES, ODD, ODD_WORDS, bare, run, script, working

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
AZ = """
function _az
    test (string join ' ' -- (commandline -opc)) = 'az ml'
    and printf '%s\\n' batch-deployment batch-endpoint compute
end
complete -c az -f -a '(_az)'
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    folder = working(tmp_path_factory.mktemp("fish"))
    return _asked(folder, script("fish"), CASES) | _asked(folder, script("fish") + AZ, AZ_CASES)


@pytest.mark.parametrize("line", [*CASES, *AZ_CASES])
def test_fish_is_told_what_may_come(line: str, asked: Mapping[str, set[str]]) -> None:
    assert bare(asked[line]) == {**CASES, **AZ_CASES}[line]


def test_odd_texts_do_not_run(tmp_path: Path) -> None:
    folder = working(tmp_path)
    found = _asked(folder, script("fish", ODD), ["preflight od", "preflight odd deep -", "preflight odd deep --odd "])
    assert [*found.values()] == [{"odd"}, {"--odd"}, {*ODD_WORDS}]
    assert not (folder / "ran").exists()


def _asked(folder: Path, text: str, lines: Iterable[str]) -> dict[str, set[str]]:
    (folder.parent / "script").write_text(text)
    asking = "".join(f"complete -C {shlex.quote(line)}; printf '\\036'\n" for line in lines)
    answers = run(["fish", "--no-config", "-c", f". ../script\n{asking}"], folder).split("\x1e")[:-1]
    return {line: {word.split("\t")[0] for word in answer.splitlines()} for line, answer in zip(lines, answers, strict=True)}
