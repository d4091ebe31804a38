"""Reading a recording: what was answered comes back, what was not asked stays so, and what is no recording is refused."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import question, resources
from preflight.address import Address
from preflight.exits import UsageError
from preflight.probes.recorded import MAX_BYTES, read_recording
from preflight.probes.recording import write
from preflight.question import Answer, Found, Missing, Question, Unanswered, Unasked
from preflight.world import World
from tests.shared.workspaces import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg-batch", "ws-batch", "AzureChinaCloud")
TIME = "2026-08-01T12:00:00Z"
C, D, W = Question(question.COMPUTE, ("c",)), Question(question.COMPUTE, ("d",)), Question(question.WORKSPACE)
ANSWERS: dict[Question, Answer] = {
    W: Found({"name": "ws", "n": 1.5}, "/w"),
    C: Missing("/w/computes/c"),
    D: Unanswered("no", "x/read"),
    Question(question.DATA): Unanswered("no"),
    Question(question.VM_SIZES): Unasked("no storage account was asked"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(write(ADDRESS, TIME, ANSWERS), encoding="utf-8")
    return path


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], str]:
    """Return a function that reads a text as a recording and returns why it is none."""
    monkeypatch.chdir(tmp_path)

    def read(text: str | bytes) -> str:
        (tmp_path / "f.json").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        with pytest.raises(UsageError) as caught:
            read_recording("f.json")
        return str(caught.value)

    return read


def test_what_was_answered_comes_back(file: Path) -> None:
    recording = read_recording(str(file))
    assert (recording.source, recording.time, recording.address) == ("recorded", TIME, ADDRESS)
    assert recording.ask(ANSWERS) == ANSWERS


def test_what_was_not_asked_is_not_missing(file: Path) -> None:
    other = Question(question.COMPUTE, ("elsewhere",))
    recording = read_recording(str(file))
    assert recording.ask([other]) == {other: Unasked("the recording does not tell of it")}
    assert recording.ask([]) == {}


def test_a_question_that_holds_a_secret_finds_its_answer(tmp_path: Path) -> None:
    asked = Question(question.BLOBS, ("https://a.blob.core.windows.net", "c", "x?sig=abc", "1"))
    path = tmp_path / "f.json"
    path.write_text(write(ADDRESS, TIME, {asked: Missing("/c")}))
    assert "abc" not in path.read_text()
    assert read_recording(str(path)).ask([asked]) == {asked: Missing("/c")}


def test_all_good_answers_survive(tmp_path: Path) -> None:
    world = World("live")
    world.learn({one: Found(body, str(body.get("id", "x"))) for one, body in GOOD.items() if isinstance(body, dict)})
    path = tmp_path / "f.json"
    path.write_text(write(ADDRESS, TIME, world.answers), encoding="utf-8")
    assert read_recording(str(path)).ask(world.answers) == world.answers
    assert write(ADDRESS, TIME, read_recording(str(path)).ask(world.answers)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "`f.json`, line 1: no recording, since it is not JSON: expecting value"),
        ("{\n\n1}", "`f.json`, line 3: no recording, since it is not JSON: expecting property name enclosed in double quotes"),
        ("[]", "`f.json`: no recording: `preflight facts record -o FILE` writes one"),
        ("{}", "`f.json`: no recording: `preflight facts record -o FILE` writes one"),
        ("null", "`f.json`: no recording: `preflight facts record -o FILE` writes one"),
        ('{"version":\n 2}', "`f.json`, line 2: this preflight reads recordings of version 1, not `2`"),
        ('{"version": true}', "`f.json`, line 1: this preflight reads recordings of version 1, not `true`"),
        ('{"version": null}', "`f.json`, line 1: this preflight reads recordings of version 1, not `null`"),
        ('{"version": "1"}', '`f.json`, line 1: this preflight reads recordings of version 1, not `"1"`'),
        ('{"version": "\x7f"}', '`f.json`: this preflight reads recordings of version 1, not `"\\u007f"`'),
        ('{"a": 1, "a": 2}', "`f.json`: no recording: the key `a` is written twice in one object"),
        ('{"version": NaN}', "`f.json`: no recording: `NaN` is no number that JSON has"),
        ('{"version": 1e999}', "`f.json`: no recording: `1e999` is no number that JSON has"),
        ('{"version": 1' + "0" * 5000 + "}", "`f.json`: no recording: it holds a number that is too long"),
        ("[" * 100_000, "`f.json`: no recording: it is nested too deep"),
        ("[" * 100 + "]" * 100, "`f.json`: no recording: it is nested too deep"),
        ('{"a":' * 100 + "1" + "}" * 100, "`f.json`: no recording: it is nested too deep"),
        (b"\xff\xfe{\x00", "`f.json` is no recording: UTF-16: azure-ai-ml reads UTF-8"),
        (b"{\n\x00}", "`f.json` is no recording: binary: it holds a NUL byte"),
        (b"\x80", "`f.json` is no recording: not UTF-8: byte 0x80"),
        (b" " * (MAX_BYTES + 1), "`f.json` is no recording: larger than 16 MiB (16 MiB): not read"),
    ],
)
def test_what_is_no_recording_is_refused(text: str | bytes, said: str, refused: Callable[[str | bytes], str]) -> None:
    assert refused(text) == said


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.json", "no such file or directory"), (tmp_path, "not a regular file")):
        with pytest.raises(UsageError, match=reason):
            read_recording(str(path))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="not a regular file"):
        read_recording(str(tmp_path / "pipe"))


def changed(*path: str | int, to: object) -> str:
    """Return a recording with one part changed, or taken out (None)."""
    data = json.loads(write(ADDRESS, TIME, ANSWERS))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return json.dumps(data, indent=1)


@pytest.mark.parametrize(
    ("path", "to", "line", "said"),
    [
        (("recorded",), "yesterday", '"recorded":', "`recorded` takes a time such as 2026-08-01T12:00:00Z"),
        (("recorded",), 1, '"recorded":', "`recorded` takes a text"),
        (("recorded",), None, "{", "`recorded` takes a text"),
        (("workspace",), None, "{", "`workspace` takes an object"),
        (("workspace", "name"), [], '"name":', "`name` takes a text"),
        (("workspace", "cloud"), None, '"workspace":', "`cloud` takes a text"),
        (("answers",), {}, '"answers":', "`answers` takes a list"),
        (("answers",), None, "{", "`answers` takes a list"),
        (("answers", 0), "x", '"x"', "an answer is an object"),
        (("answers", 0, "arguments"), "c", '"arguments":', "`arguments` takes a list of texts"),
        (("answers", 0, "arguments"), ["c", 1], '"arguments":', "`arguments` takes a list of texts"),
        (("answers", 0, "arguments"), None, "{", "`arguments` takes a list of texts"),
        (("answers", 0, "missing"), None, "{", "an answer has exactly one of found, missing, unanswered, unasked"),
        (("answers", 0, "found"), {}, "{", "an answer has exactly one of found, missing, unanswered, unasked"),
        (("answers", 0, "missing"), "x", '"missing":', "`missing` takes an object"),
        (("answers", 0, "missing", "resource_id"), 1, '"resource_id": 1', "`resource_id` takes a text"),
        (("answers", 0, "resource"), 1, '"resource": 1', "`resource` takes a text"),
        (("answers", 1, "unanswered", "reason"), None, '"unanswered":', "`reason` takes a text"),
        (("answers", 1, "unanswered", "permission"), 1, '"permission": 1', "`permission` takes a text"),
        (("answers", 4, "found", "body"), [], '"body":', "`body` takes an object"),
        (("answers", 1, "arguments"), ["c"], "{", "`compute` with these arguments is answered twice"),
    ],
)
def test_what_is_wrong_in_one_is_told_with_its_line(
    path: tuple[str | int, ...], to: object, line: str, said: str, refused: Callable[[str | bytes], str]
) -> None:
    text = changed(*path, to=to)
    told = re.fullmatch(r"`f.json`, line (\d+): (.*)", refused(text))
    assert told is not None
    assert (text.splitlines()[int(told[1]) - 1].strip()[: len(line)], told[2]) == (line, said)


def test_what_a_later_release_adds_is_passed_over(tmp_path: Path) -> None:
    data = json.loads(write(ADDRESS, TIME, ANSWERS))
    for inner in (data, data["workspace"], data["answers"][0], data["answers"][1]["unanswered"]):
        inner["new"] = {"a": [1]}
    (tmp_path / "f.json").write_text("\ufeff" + json.dumps(data), encoding="utf-8")
    assert read_recording(str(tmp_path / "f.json")).ask(ANSWERS) == ANSWERS


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where anything stands in JSON."""
    yield at
    for step, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(item, (*at, step))


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [1], {"a": 1}, True, "(gone)"], ids=repr)
def test_what_is_refused_its_schema_refuses_too(odd: object, tmp_path: Path) -> None:
    """Nothing raises but what tells a user; and what the schema allows can be read."""
    whole = json.loads(write(ADDRESS, TIME, ANSWERS))
    schema = Draft202012Validator(resources.schema("facts.v1"))
    path = tmp_path / "f.json"
    for at in places(whole):
        data = copy.deepcopy(whole)
        inner = data
        for step in at[:-1]:
            inner = inner[step]
        if not at:
            data = odd
        elif odd == "(gone)":
            del inner[at[-1]]
        else:
            inner[at[-1]] = odd
        path.write_text(json.dumps(data))
        if schema.is_valid(data):
            read_recording(str(path))
        else:
            with contextlib.suppress(UsageError):  # what is not needed may be odd
                read_recording(str(path))
