"""Baselines: read, written, and what is wrong with files that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import exits
from preflight.finding import Finding, Location, Severity
from preflight.report import Stale
from preflight.source import Place, Source
from preflight.suppression.baseline import Baseline, Entry, read_baseline, steady_fingerprint, write_baseline

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source("a.yml", "")
ENTRY: dict[str, Any] = {"rule": "r", "path": "a.yml", "fingerprint": "f", "count": 1}


def finding(number: int, about: str = "x", line: int = 1) -> Finding:
    return Finding("r", Severity.ERROR, f"at {line}", Location(Place(SOURCE, line, 1, line, 2), None), identity=f"r|a.yml|{about}|{number}")


def test_what_is_written_excuses_as_many_as_there_were(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    path.write_text(write_baseline([finding(1), finding(2), finding(1, "y")]), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == write_baseline([finding(1, "y"), finding(1), finding(2)])
    made = read_baseline(str(path))
    excused = [made.suppressed(finding(number, line=9)) for number in (1, 2, 3)]
    assert [one.by if one is not None else None for one in excused] == ["baseline", "baseline", None]
    assert made.stale(lambda *_: False) == ()
    assert made.stale(lambda rule, path: (rule, path) == ("r", "a.yml")) == (Stale("r", "a.yml", steady_fingerprint(finding(1, "y")), 1),)


def test_what_is_stale_is_in_order() -> None:
    made = Baseline([Entry("b", "z", "1", 2), Entry("a", "z", "2", 1), Entry("c", "a", "3", 1)], "base.json")
    assert [(one.path, one.rule, one.count) for one in made.stale(lambda *_: True)] == [("a", "c", 1), ("z", "a", 1), ("z", "b", 2)]


@pytest.mark.parametrize(
    "data",
    [
        [], {}, {"version": 2, "findings": []}, {"version": 1, "findings": {}}, {"version": 1, "findings": [3]},
        *({"version": 1, "findings": [ENTRY | wrong]} for wrong in ({"rule": 1}, {"count": 0}, {"count": True}, {"count": 10**9})),
    ],
)  # fmt: skip
def test_what_is_none(data: object, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps(data))
    with pytest.raises(exits.UsageError, match="is no baseline of version 1"):
        read_baseline(str(tmp_path / "b.json"))


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(raw)
    with pytest.raises(exits.UsageError, match="is no baseline of version 1"):
        read_baseline(str(tmp_path / "b.json"))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(exits.UsageError, match="cannot be read: no such file or directory; `preflight baseline write` writes one"):
        read_baseline(str(tmp_path / "b.json"))
    with pytest.raises(exits.UsageError, match=r"cannot be read: is a directory$"):
        read_baseline(str(tmp_path))
