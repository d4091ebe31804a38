"""Lines of a source are counted as the readers of that language count them."""

from __future__ import annotations

import re

import pytest

from preflight.source import Place, Position, Source, is_deployed, is_of_file, place_between

TEXT = "a\nb\r\nc\rd\x85e\u2028f\u2029g\x0ch"


def lines(source: Source) -> list[str]:
    found = [source.line(1)]
    while len("".join(found)) < len(source.text) and len(found) < 20:
        found.append(source.line(len(found) + 1))
    return [line for line in found if line]


def test_yaml_knows_more_line_ends() -> None:
    assert lines(Source("x.yml", TEXT)) == ["a", "b", "c", "d", "e", "f", "g\x0ch"]


def test_python_knows_fewer_line_ends() -> None:
    assert lines(Source("x.py", TEXT)) == ["a", "b", "c", "d\x85e\u2028f\u2029g\x0ch"]


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n\na\nb", "a\r\nb\rc\n", "é\n\u2028b\n", "a\x85b\n"])
@pytest.mark.parametrize("path", ["a.py", "a.yml"])
def test_every_way_to_count_lines_comes_to_the_same(path: str, text: str) -> None:
    source = Source(path, text)
    breaks = re.finditer("\r\n|[\n\r]" if path == "a.py" else "\r\n|[\n\r\x85\u2028\u2029]", text)
    assert source.starts == [0, *(match.end() for match in breaks)]


def test_some_sources_are_no_files() -> None:
    paths = ["a.yml", "azure.yml", "azure:a.yml", "command line.yml", "a/command line", "command line", "azure:/subscriptions/s"]
    assert [path for path in paths if is_of_file(path)] == paths[:5]
    assert [path for path in paths if is_deployed(path)] == paths[6:]


@pytest.mark.parametrize("number", [-1, 0, 3, 1000])
def test_there_is_nothing_outside_of_a_text(number: int) -> None:
    assert Source("x.yml", "one\ntwo").line(number) == ""


def test_a_place_is_shown_as_editors_have_it() -> None:
    source = Source("batch/x.yml", "a: 1\n")
    place = place_between(source, Position(0, 3), Position(0, 4))
    assert place == Place(source, 1, 4, 1, 5)
    assert str(place) == "batch/x.yml:1:4"
    assert place_between(source, Position(1, 0), Position(1, 0), place).origin is place


@pytest.mark.parametrize("path", ["x.yml", "x.sh"])
def test_offsets_and_points(path: str) -> None:
    source = Source(path, TEXT)
    for offset in range(len(TEXT) + 1):
        point = source.position(offset)
        assert source.offset(point) == offset
        assert TEXT[source.starts[point.line] :].startswith(source.line(point.line + 1))
    assert source.offset(Position(99, 0)) == len(TEXT)
