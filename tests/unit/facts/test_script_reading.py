"""What a script is read into."""

from __future__ import annotations

import gc
import weakref

from preflight.facts.script import script
from preflight.facts.script_behaviour import behaviour
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Absent, Present

TEXT = """\
def load(path):
    global model
    if not path:
        raise SystemExit
    model = open(path)

def init():
    load("m")

def run(batch):
    found = []
    for path in batch:
        try:
            found.append(model(path))
        except ValueError:
            pass
    return [one for one in found if one]
"""


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


def test_the_tree_goes_with_the_reading() -> None:
    gc.disable()  # as in a run
    try:
        reading = Reading(Source("score.py", TEXT))
        script(reading)
        behaviour(reading, {})
        assert reading.surroundings is not None
        left = weakref.ref(reading.surroundings.body[0])
        del reading
        assert left() is None
    finally:
        gc.enable()
