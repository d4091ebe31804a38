"""The root `behaviour`: what its parts tell, and where."""

from __future__ import annotations

import pytest

from preflight.facts.script_behaviour import behaviour
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, entries, members, text_of

REPLACED = {"mlflow.pyfunc.load": "mlflow.pyfunc.load_model"}
TEXT = """\
import argparse, json
import mlflow
import pandas as pd
from inference_schema.schema_decorators import input_schema

parser = argparse.ArgumentParser()
parser.add_argument("--logging_level")
args, _ = parser.parse_known_args()
parser.parse_args()
names = None

def init():
    log.setLevel(args.logging_level.upper())
    mlflow.pyfunc.load("m")

def run(é):
    found = json.loads(é)
    print(names); names = found
    results = []
    for path in é:
        try:
            results.append(path)
        except (ValueError,
                Exception):
            pass
    for path in é:
        try:
            results.append(path)
        except:
            pass
    value = model.predict(é)
    value is pd.DataFrame
    return pd.concat(results)
"""


def made(text: str) -> Present:
    root = behaviour(Reading(Source("score.py", text)), REPLACED)
    assert isinstance(root, Present)
    return root


def test_what_is_told_and_where() -> None:
    told = {name: [str(member.place) for member in members(value)] for name, value in entries(made(TEXT)).items()}
    assert told == {
        "broken_names": ["score.py:18:11", "score.py:14:5"],
        "undefined_names": ["score.py:13:5", "score.py:31:13"],
        "shared_files": [],
        "class_comparisons": ["score.py:32:5"],
        "strict_parsing": ["score.py:9:1"],
        "unguarded_levels": ["score.py:13:18"],
        "swallowed": ["score.py:23:16", "score.py:29:9"],
        "empty_concats": ["score.py:33:12"],
        "online": [],
    }


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        ("broken_names", ["names", "mlflow.pyfunc.load"]),
        ("empty_concats", ["results"]),
    ],
)
def test_names(fact: str, texts: list[str]) -> None:
    assert [text_of(child(member, "name")) for member in members(child(made(TEXT), fact))] == texts


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        ("class_comparisons", ["value is pd.DataFrame"]),
        ("strict_parsing", ["parser.parse_args()"]),
        ("unguarded_levels", ["args.logging_level"]),
        ("swallowed", ["except (ValueError, Exception)", "except"]),
    ],
)
def test_texts(fact: str, texts: list[str]) -> None:
    assert [text_of(child(member, "text")) for member in members(child(made(TEXT), fact))] == texts


def test_why_a_name_fails() -> None:
    unbound, missing = members(child(made(TEXT), "broken_names"))
    assert text_of(child(unbound, "trouble")) == "is assigned in `run` without `global` and has no value here"
    assert str(child(unbound, "assigned").place) == "score.py:18:19"
    assert text_of(child(missing, "trouble")) == "does not exist: expected `mlflow.pyfunc.load_model`"
    assert isinstance(child(missing, "assigned"), Absent)


@pytest.mark.parametrize(
    ("text", "kind", "shown", "place"),
    [
        (TEXT, "json", "json.loads(é)", "score.py:17:13"),
        ("from inference_schema import x\n@x(1,\n 2)\ndef run(d): pass\n", "decorator", "x", "score.py:2:2"),
        ("from inference_schema import x\n@x\ndef run(d): pass\n", "decorator", "x", "score.py:2:2"),
    ],
)
def test_what_it_was_written_for(text: str, kind: str, shown: str, place: str) -> None:
    online = child(made(text), "online")
    assert (text_of(child(online, "kind")), text_of(child(online, "text")), str(online.place)) == (kind, shown, place)


@pytest.mark.parametrize("text", ["", "from x import run\n", "def run(b):\n    return [b]\n"])
def test_where_there_is_nothing_to_tell(text: str) -> None:
    facts = entries(made(text))
    assert isinstance(facts.pop("online"), Absent)
    assert [members(value) for value in facts.values()] == [[]] * 8


def test_a_script_that_does_not_parse_is_unknown() -> None:
    root = behaviour(Reading(Source("score.py", "def run(:\n")), REPLACED)
    assert isinstance(root, Unknown)
    assert root.reason == "the script does not parse: line 1"
    root = behaviour(Reading(Source("score.py", "x = 1\n" * 100_000)), REPLACED)
    assert isinstance(root, Unknown)
    assert root.reason.startswith("the script has 600000 characters")


def test_a_script_that_is_nested_too_deeply_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("preflight.facts.script_behaviour.entry", deep)
    root = behaviour(Reading(Source("score.py", "x = 1\n")), REPLACED)
    assert isinstance(root, Unknown)
    assert root.reason == "the script is nested too deeply to be read"
