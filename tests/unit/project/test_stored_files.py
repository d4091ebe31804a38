"""What lies where inputs and outputs point, by what is asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.storage_address import InAccount
from preflight.project.live_storage import LiveStorage
from preflight.project.stored_data import Stored, Whereabouts
from preflight.project.stored_files import StoredFiles
from preflight.value import Absent, Present, Unknown, Value, child, fact, members, text_of
from preflight.world import World
from tests.shared.links import shown
from tests.shared.storage import ENDPOINT, blobs, head, head_of, listed
from tests.shared.workspaces import known

if TYPE_CHECKING:
    from preflight.facts.blob_listing import Contents
    from preflight.question import Question

PATH = fact("azureml://datastores/plain/paths/heart")
HEART = InAccount(ENDPOINT, "stdata", "data", "heart")
LISTED = {listed("heart/"): blobs("heart/a.csv", "heart/x/b.csv")}
FOLDER, FILE = fact("uri_folder"), fact("uri_file")


def stored(place: InAccount | Absent | Unknown = HEART, asset: Value | None = None, kind: Value | None = None, **more: bool) -> Stored:
    nothing = Absent()
    return Stored(asset or nothing, kind or nothing, Whereabouts(nothing, place, nothing, nothing, **more))


def held(what: Stored, kind: Value, answers: dict[Question, Any] | None = None, path: Value = PATH) -> Contents:
    return StoredFiles(LiveStorage(known(LISTED if answers is None else answers))).of(what, kind, path)


def names(value: Value) -> list[str | None]:
    return [text_of(child(one, "name")) for one in members(value)]


@pytest.mark.parametrize("kind", [FOLDER, fact("URI_Folder"), Absent()])
def test_a_folder_is_listed(kind: Value) -> None:
    found = held(stored(), kind)
    assert (shown(found.found), names(found.files), names(found.nested)) == ("True at None", ["a.csv"], ["x"])


def test_the_type_of_a_data_asset_wins() -> None:
    found = held(stored(kind=FOLDER, asset=fact({})), FILE)
    assert names(found.files) == ["a.csv"]


def test_a_file_has_the_name_of_its_path_before_anything_is_asked() -> None:
    path = fact("azureml://datastores/plain/paths/x/One.CSV?y")
    for place in (Unknown("not asked"), HEART):
        found = held(stored(place), FILE, {}, path)
        assert names(found.files) == (["One.CSV"] if isinstance(place, Unknown) else ["heart"])
        assert isinstance(found.found, Unknown)
        assert isinstance(found.nested, Absent)


def test_which_file_a_data_asset_stands_for_is_not_known_before_it_is_asked() -> None:
    found = held(stored(Unknown("not asked"), asset=fact({}), kind=FILE), FILE)
    assert {shown(value) for value in (found.found, found.files, found.file_types, found.nested)} == {"unknown: not asked"}


@pytest.mark.parametrize(
    ("what", "kind", "reason"),
    [
        (stored(uploaded=True), FOLDER, "unknown, not asked: `azureml://datastores/plain/paths/heart` is uploaded when the job is sent"),
        (stored(InAccount(ENDPOINT, "stdata", "data", "x", signed=True)), FOLDER, "unknown, not asked: `azureml://datastores/plain/"),
        (stored(InAccount(ENDPOINT, "stdata", "data", "*.csv")), FOLDER, "unknown, not asked: `*.csv` is a pattern, and what it matches"),
        (stored(Unknown("refused")), FOLDER, "unknown: refused"),
        (stored(Absent()), FOLDER, "absent"),
        (stored(), fact("mltable"), "unknown, not asked: what an input of type `mltable` holds is not looked at"),
        (stored(), Unknown("filled in later"), "unknown: filled in later"),
        (stored(Absent()), fact("string"), "absent"),
    ],
)
def test_what_is_not_looked_at(what: Stored, kind: Value, reason: str) -> None:
    found = held(what, kind)
    for value in (found.found, found.files, found.file_types, found.nested):
        assert shown(value).startswith(reason)


def test_one_question_after_the_other() -> None:
    """A folder that holds nothing may be a file: only then is that asked."""
    found = held(stored(), FOLDER, {listed("heart/"): blobs()})
    assert isinstance(found.found, Unknown)
    assert found.found.questions == (listed("heart", 1),)
    found = held(stored(), FILE, {listed("heart", 1): blobs()})
    assert isinstance(found.found, Unknown)
    assert found.found.questions == (listed("heart/", 1),)


def lost(what: Stored, needed: Value, answers: dict[Question, Any]) -> Value:
    files = StoredFiles(LiveStorage(known(answers)))
    return files.missing_columns(what.at, files.of(what, FOLDER, PATH), PATH, needed)


def test_columns_that_are_missing() -> None:
    answers = {**LISTED, head_of("heart/a.csv"): head("age\n")}
    found = lost(stored(), fact(["age", "chol"]), answers)
    assert [text_of(one) for one in members(found)] == ["chol"]
    assert isinstance(lost(stored(), Absent(), answers), Absent)
    assert isinstance(lost(stored(Absent()), fact(["age"]), answers), Absent)
    assert shown(lost(stored(), Unknown("refused"), answers)) == "unknown: refused"
    none = lost(stored(), fact(["age"]), {listed("heart/"): blobs("heart/a.json")})
    assert shown(none) == "unknown, not asked: the input has no CSV file, and headers of other files are not read"


def test_the_model_and_the_listing_are_asked_for_at_once() -> None:
    pending = Unknown("x", questions=(head_of("m/MLmodel"),))
    found = lost(stored(), pending, {})
    assert isinstance(found, Unknown)
    assert found.questions == (head_of("m/MLmodel"), listed("heart/"))


def taken(place: InAccount | Absent | Unknown, file: Value, answers: dict[Question, Any]) -> str:
    return shown(StoredFiles(LiveStorage(known(answers))).taken(place, file, PATH))


@pytest.mark.parametrize(
    ("path", "answers", "expected"),
    [
        ("", {listed("out.csv", 1): blobs("out.csv")}, "True at None"),
        ("a/", {listed("a/out.csv", 1): blobs("a/out.csv")}, "True at None"),
        ("a/out.csv", {listed("a/out.csv", 1): blobs()}, "False at None"),
        ("a.b", {listed("a.b/out.csv", 1): blobs(), listed("a.b", 1): blobs("a.b")}, "True at None"),
        ("a.b", {listed("a.b/out.csv", 1): blobs("a.b/out.csv"), listed("a.b", 1): blobs("a.b", size=0)}, "True at None"),
        ("a.b", {listed("a.b/out.csv", 1): blobs(), listed("a.b", 1): blobs("a.b", size=0)}, "unknown: whether `a.b` is a folder"),
    ],
)
def test_an_output_may_be_taken(path: str, answers: dict[Question, Any], expected: str) -> None:
    assert taken(InAccount(ENDPOINT, "stdata", "data", path), fact("out.csv"), answers).startswith(expected)


def test_an_output_of_no_name_or_place_is_not_looked_up() -> None:
    assert taken(HEART, Absent(), {}) == "absent"
    assert taken(HEART, Unknown("filled in later"), {}) == "unknown: filled in later"
    assert taken(Absent(), fact("out.csv"), {}) == "absent"
    assert taken(Unknown("refused"), fact("out.csv"), {}) == "unknown: refused"


def test_both_names_of_an_output_are_asked_for_at_once() -> None:
    files = StoredFiles(LiveStorage(World("live")))
    found = files.taken(InAccount(ENDPOINT, "stdata", "data", "a.b"), Present("out.csv"), PATH)
    assert isinstance(found, Unknown)
    assert found.questions == (listed("a.b/out.csv", 1), listed("a.b", 1))
