"""The known failures as data: their form, that their phrases find themselves and nothing else, and the rules they name."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from preflight import resources
from preflight.diagnosis.failure import WRAPPER, failures, filled
from preflight.diagnosis.phrase import HOLE
from preflight.diagnosis.recognition import Recogniser
from preflight.diagnosis.settings import KEYS
from preflight.language.rulecheck import EVIDENCE

ROOT = Path(__file__).parents[3]
KNOWN = failures()
RECOGNISER = Recogniser(KNOWN.values())
TEXTS = {"type": "array", "items": {"type": "string", "minLength": 4}, "minItems": 1, "uniqueItems": True}
ENTRY = {
    "type": "object",
    "required": ["summary", "cause", "fix", "says", "evidence"],
    "additionalProperties": False,
    "properties": {
        "summary": {"type": "string"},
        "cause": {"type": "string", "pattern": r"\.$"},
        "fix": {"type": "string", "pattern": r"[^.]$"},
        "look": {"type": "string"},
        "keys": {"type": "array", "items": {"enum": list(KEYS)}, "uniqueItems": True},
        "rank": {"type": "integer", "minimum": 0, "maximum": WRAPPER},
        "follows": {"type": "array", "items": {"enum": list(KNOWN)}},
        "rules": {"type": "array", "items": {"enum": [Path(path).stem for path in resources.rule_files()]}, "uniqueItems": True},
        "says": {"type": "object", "required": ["en"], "propertyNames": {"enum": ["en", "fr"]}, "additionalProperties": TEXTS},
        "evidence": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["source", "kind", "seen"],
                "properties": {"source": {"type": "string"}, "kind": {"enum": list(EVIDENCE)}, "seen": {"pattern": r"^20\d\d-\d\d$"}},
                "additionalProperties": False,
            },
        },
    },
}


def entries() -> list[tuple[str, dict[str, Any]]]:
    return [(name, entry) for path in sorted(ROOT.glob("data/failures/*.yaml")) for name, entry in yaml.safe_load(path.read_text()).items()]


@pytest.mark.parametrize(("name", "entry"), entries())
def test_a_failure_has_the_form_of_one(name: str, entry: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)
    assert [error.message for error in Draft202012Validator(ENTRY).iter_errors(entry)] == []


def test_names_are_neither_taken_twice_nor_those_of_rules() -> None:
    assert [name for name, count in Counter(name for name, _ in entries()).items() if count > 1] == []
    assert not {Path(path).stem for path in resources.rule_files()} & KNOWN.keys()


def test_what_follows_is_farther_from_the_root() -> None:
    assert [(one.id, other) for one in KNOWN.values() for other in one.follows if KNOWN[other].rank > one.rank] == []


@pytest.mark.parametrize("failure", KNOWN.values(), ids=lambda failure: failure.id)
def test_every_phrase_tells_its_own_failure_first(failure: Any) -> None:
    for phrase in failure.phrases:
        text = HOLE.compiled.sub("something", phrase.text)
        assert failure.id in [one.failure.id for one in RECOGNISER.recognise(text)], phrase.text


@pytest.mark.parametrize("failure", KNOWN.values(), ids=lambda failure: failure.id)
def test_texts_have_only_holes_that_some_phrase_fills(failure: Any) -> None:
    named = {name for phrase in failure.phrases for name in HOLE.compiled.findall(phrase.text)}
    for text in (failure.summary, failure.cause, failure.fix):
        assert set(HOLE.compiled.findall(text)) <= named


def test_holes_are_filled_and_what_is_unknown_is_an_ellipsis() -> None:
    assert filled("`{a}` and `{b}`", {"a": "{b}"}) == "`{b}` and `…`"
    assert filled("nothing", {}) == "nothing"
