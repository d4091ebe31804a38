"""What a script is read into."""

from __future__ import annotations

from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Absent, Present


def test_a_script_that_parses_has_nodes_and_names() -> None:
    source = Source("score.py", "def run(batch):\n    return batch\n")
    reading = Reading(source)
    assert isinstance(reading.error, Absent)
    assert reading.surroundings is not None
    assert list(reading.surroundings.module.bindings) == ["run"]
    assert reading.places.source is reading.source is source


def test_a_script_that_does_not_parse_has_an_error() -> None:
    reading = Reading(Source("score.py", "def run(:\n"))
    assert isinstance(reading.error, Present)
    assert reading.surroundings is None


def test_a_script_may_have_both() -> None:
    reading = Reading(Source("score.py", "if (n := 1):\n    pass\n"), (3, 7))
    assert isinstance(reading.error, Present)
    assert reading.surroundings is not None
