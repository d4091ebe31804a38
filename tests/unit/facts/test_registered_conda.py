"""The text of a registered conda file: its values stand where the environment is named."""

from __future__ import annotations

import pytest

from preflight.facts.conda import conda_facts
from preflight.facts.registered_conda import registered_conda
from preflight.source import Source
from preflight.value import Absent, Present, Teller, Unknown, Value, child, entries, members, spot, text_of
from preflight.world import wired

NEAR = spot(Source("d.yml", "environment: azureml:env:1\n"), (1, 14), (1, 27))
TELLER = Teller("live", "/x", "env:1")
TEXT = "channels: [x]\ndependencies:\n- python=3.10\n- ~\n- ${MORE}\n- &a mlflow\n- *a\n- pip: [azureml-core]\nname: 3\n"


def told(text: object) -> Value:
    return registered_conda(wired(text, NEAR, TELLER))


def all_of(value: Value) -> list[Value]:
    inner = [*entries(value).values(), *members(value)]
    return [value] + [one for item in inner for one in all_of(item)]


def test_everything_stands_where_the_environment_is_named() -> None:
    found = all_of(told(TEXT))
    assert len(found) == 13
    assert {str(one.place) for one in found} == {"d.yml:1:14"}
    assert {one.teller for one in found} == {TELLER}
    assert {str(one.key.place) for one in found if one.key is not None} == {"d.yml:1:14"}
    assert {one.key.data for one in found if one.key is not None} >= {"channels", "dependencies", "pip", "name"}


def test_values_are_what_they_are_in_a_file() -> None:
    root = told(TEXT)
    items = members(child(root, "dependencies"))
    assert [text_of(one) for one in items] == ["python=3.10", None, None, "mlflow", "mlflow", None]
    assert isinstance(items[1], Absent)
    filled = items[2]
    assert isinstance(filled, Unknown)
    assert (filled.text, filled.asked) == ("${MORE}", True)
    name = child(root, "name")
    assert isinstance(name, Present)
    assert name.data == 3


def test_its_facts_are_those_of_a_conda_file() -> None:
    facts = conda_facts(told(TEXT))
    assert [text_of(child(one, "name")) for one in members(child(facts, "packages"))] == ["python", "mlflow", "mlflow", "azureml-core"]
    assert [text_of(child(one, "kind")) for one in members(child(facts, "faults"))] == ["null-entry"]
    assert str(facts.place) == "d.yml:1:14"


@pytest.mark.parametrize("text", [None, "", " \n\t"])
def test_without_a_text_there_is_no_conda_file(text: str | None) -> None:
    value = told(text)
    assert isinstance(value, Absent)
    assert str(value.place) == "d.yml:1:14"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [\n", "the conda file of `env:1` cannot be read: line 2: not YAML*"),
        ("name: {{ x }}\n", "the conda file of `env:1` cannot be read: line 1: template placeholders*"),
        ("a: 1\n---\nb: 2\n", "the conda file of `env:1` cannot be read: line 2: *"),
        (3, "the answer about `env:1` says its conda file in a way that cannot be read"),
        ({"dependencies": []}, "the answer about `env:1` says its conda file in a way that cannot be read"),
    ],
)
def test_a_broken_text_is_unknown(text: object, reason: str) -> None:
    value = told(text)
    assert isinstance(value, Unknown)
    start = reason.rstrip("*")
    assert value.reason.startswith(start)
    assert str(value.place) == "d.yml:1:14"


def test_a_doubt_is_passed_on() -> None:
    doubt = Unknown("refused", permission="x/read")
    assert registered_conda(doubt) is doubt


def test_a_text_that_nobody_told() -> None:
    value = registered_conda(Present("a: ["))
    assert isinstance(value, Unknown)
    assert value.reason.startswith("the conda file of `the environment` cannot be read")
