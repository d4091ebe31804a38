"""What listings of containers show."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.blob_listing import Contents, extension, file_types, files, first_csv, in_folder, nothing, what_is_at
from preflight.value import Absent, Present, Unknown, Value, child, fact, members, text_of
from tests.shared.storage import blobs

NEAR = fact("x")


def names(value: Value) -> list[str | None]:
    return [text_of(child(one, "name")) for one in members(value)]


def folder(answer: Any, path: str = "heart") -> Contents:
    found = in_folder(fact(answer), path)
    assert isinstance(found, Contents)
    return found


def is_found(held: Contents) -> object:
    return held.found.data if isinstance(held.found, Present) else held.found


def test_a_folder_with_files_and_folders() -> None:
    held = folder(blobs("heart/a.csv", "heart/B.CSV", "heart/c", "heart/x/d.json", "heart/x/y/e.csv", "heart/z/f.csv"))
    assert is_found(held) is True
    assert names(held.files) == ["a.csv", "B.CSV", "c"]
    assert names(held.nested) == ["x", "z"]
    assert [(text_of(child(one, "extension")), text_of(child(one, "example"))) for one in members(held.file_types)] == [
        (".csv", "a.csv"),
        (None, "c"),
    ]
    assert isinstance(child(members(held.file_types)[1], "extension"), Unknown)
    assert all(isinstance(one, Present) and one.rest is None for one in (held.files, held.nested, held.file_types))


def test_the_whole_container() -> None:
    held = folder(blobs("a.csv", "x/b.csv"), "")
    assert (names(held.files), names(held.nested)) == (["a.csv"], ["x"])


@pytest.mark.parametrize(
    "answer",
    [
        blobs(),
        {"value": [{"name": "heart/", "size": 0}], "truncated": False},
        {"value": [{"name": "heart/x", "size": 0, "type": "Directory"}], "truncated": False},
        {
            "value": [{"name": "heart/x", "size": 0}, {"name": "heart/x/y", "size": 0}, {"name": "heart/x/y/", "size": 0}],
            "truncated": False,
        },
        None,
    ],
)
def test_nothing_but_folders_is_nothing(answer: Any) -> None:
    held = folder(answer)
    assert is_found(held) is False
    assert (members(held.files), members(held.nested), members(held.file_types)) == ([], [], [])


def test_folders_of_a_hierarchical_account_are_no_files() -> None:
    listed = [{"name": "heart/x", "size": 0}, {"name": "heart/x/a.csv", "size": 3}, {"name": "heart/b.csv", "size": 3}]
    held = folder({"value": listed, "truncated": False})
    assert (names(held.files), names(held.nested)) == (["b.csv"], ["x"])


def test_a_file_may_have_the_name_of_a_folder() -> None:
    listed = [{"name": "heart/x", "size": 3}, {"name": "heart/x/a.csv", "size": 3}]
    assert names(folder({"value": listed, "truncated": False}).files) == ["x"]


def test_what_was_cut_off_may_be_more() -> None:
    held = folder(blobs("heart/a.csv", truncated=True))
    assert is_found(held) is True
    for one in (held.files, held.file_types, held.nested):
        assert isinstance(one, Present)
        assert one.rest is not None
        assert one.rest.reason == "only the first 1 names were listed"


@pytest.mark.parametrize(
    "answer",
    [
        {"value": [{"name": "heart/a.csv", "size": 3}, 3], "truncated": False},
        {"value": [{"name": "heart/a.csv", "size": 3}]},
        {"value": [{"name": "heart/a.csv", "size": 3}, {"name": None}], "truncated": "no"},
    ],
)
def test_an_odd_listing_may_hold_more(answer: Any) -> None:
    held = folder(answer)
    assert names(held.files) == ["a.csv"]
    assert isinstance(held.files, Present)
    assert held.files.rest is not None
    assert held.files.rest.reason == "not all of what the container holds could be listed"


@pytest.mark.parametrize("one", [3, {"name": None}, {"name": "other/a.csv", "size": 3}])
def test_of_an_odd_listing_it_is_not_known_that_there_is_nothing(one: Any) -> None:
    assert isinstance(folder({"value": [one], "truncated": False}).found, Unknown)


def test_a_blob_without_a_name_may_be_it() -> None:
    found = what_is_at(fact({"value": [3]}), "a.csv")
    assert isinstance(found, Unknown)
    assert found.reason == "the answer lists a blob without a name"
    assert text_of(what_is_at(fact({"value": [3, {"name": "a.csv", "size": 3}]}), "a.csv")) == "file"


@pytest.mark.parametrize("answer", [{}, {"value": "x"}, 3])
def test_an_answer_that_lists_nothing(answer: Any) -> None:
    for found in (in_folder(fact(answer), "heart"), what_is_at(fact(answer), "heart")):
        assert isinstance(found, Unknown)
        assert found.reason == "the answer does not list what the container holds"


def test_doubts_are_passed_on() -> None:
    doubt = Unknown("x", permission="p")
    for found in (in_folder(doubt, "heart"), what_is_at(doubt, "heart")):
        assert isinstance(found, Unknown)
        assert (found.reason, found.permission) == ("x", "p")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (blobs("a.csv"), "file"),
        (blobs("a.csv", size=None), "empty"),
        (blobs("a.csv", size=0), "empty"),
        ({"value": [{"name": "a.csv", "size": 0, "type": "directory"}]}, "folder"),
        (blobs("a.csv.bak"), None),
        (blobs("A.csv"), None),
        (blobs(), None),
        (None, None),
    ],
)
def test_what_has_a_name(answer: Any, expected: str | None) -> None:
    found = what_is_at(fact(answer), "a.csv")
    assert isinstance(found, (Present, Absent))
    assert text_of(found) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a.CSV", ".csv"), ("a.tar.gz", ".gz"), ("a.", "."), ("a", None), (".hidden", None), ("", None)]
)
def test_extensions(name: str, expected: str | None) -> None:
    found = extension(name, NEAR)
    assert text_of(found) == expected
    assert isinstance(found, Present) or (isinstance(found, Unknown) and found.reason == f"`{name}` has no extension")


def test_each_type_is_told_once() -> None:
    found = members(file_types(["a.csv", "b.json", "c.CSV"], NEAR))
    assert [(text_of(child(one, "extension")), text_of(child(one, "example"))) for one in found] == [(".csv", "a.csv"), (".json", "b.json")]


def test_the_first_csv_file() -> None:
    assert first_csv(files(["a.json", "b.CSV", "c.csv"], NEAR)) == "b.CSV"
    assert first_csv(files(["a", "b.json"], NEAR)) is None
    assert first_csv(Unknown("x")) is None


def test_nothing() -> None:
    assert is_found(nothing(NEAR)) is False
