"""What commands create in a workspace."""

from __future__ import annotations

import pytest

from preflight.az.creating import created_by, creates
from preflight.value import Unknown, Value
from tests.shared.az_commands import only_command
from tests.shared.documents import read

FILE = "name: heart\nversion: 3\n"


def created(command: str, root: Value | None = None) -> list[str]:
    """Return what a command creates: `*` is the part of a name that is not known."""
    found = only_command(command)
    if not creates(found):
        return ["nothing"]
    made = created_by(found, root)
    return [f"{one.resource} {one.naming.begins}" + ("" if one.naming.whole else f"*{one.naming.ends}") for one in made]


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("ml model create -n m --path p", "model m"),
        ("ml model create --name=m -v 3", "model m"),
        ("ml model register -n m -p f", "model m"),
        ("ml environment create --name e", "environment e"),
        ("ml compute create -n c --type amlcompute", "compute c"),
        ("ml compute attach -n c", "compute c"),
        ("ml data create -n d", "data d"),
        ("ml data import -n d", "data d"),
        ("ml component create -n c", "component c"),
        ("ml datastore create -n s", "datastores s"),
        ("ml batch-endpoint create -n e", "endpoint e"),
        ("ml model create --set name=m", "model m"),
        ('ml model create -n "$M"', "model *"),
        ('ml model create -n "heart-$M-eu"', "model heart-*-eu"),
        ('ml model create -n "$A-$B"', "model *"),
        ('ml model create --set name="$M"', "model *"),
        ("ml model create -n __NAME__", "model *"),
        ("ml model create $MORE", "model *"),
    ],
)
def test_what_a_command_creates(command: str, what: str) -> None:
    assert created(f"az {command}") == [what]


def test_a_file_says_what_is_created() -> None:
    assert created("az ml model create -f m.yml", read(FILE).root) == ["model heart"]
    assert created("az ml model create -f m.yml -n other", read(FILE).root) == ["model other"]
    assert created("az ml model create -f m.yml", read("name: ${N}\n").root) == ["model *"]
    assert created("az ml model create -f m.yml", Unknown("not in sight")) == ["model *"]


def test_a_job_registers_what_is_set_or_anything() -> None:
    assert created("az ml job create -f j.yml", read("type: command\n").root) == []
    assert created("az ml job create -f j.yml --set inputs.model_name=m compute=c name", read("type: command\n").root) == [
        "model m",
        "data m",
    ]
    assert created("az ml job create -f j.yml", Unknown("not in sight")) == ["model *", "data *"]


@pytest.mark.parametrize("command", ["ml model create --path p", "ml model create -n m --registry-name r", "ml environment create --file"])
def test_what_has_no_name_or_is_elsewhere_is_not_created_here(command: str) -> None:
    assert created(f"az {command}") == []


@pytest.mark.parametrize("command", ["ml model list", "ml model", "ml online-endpoint create -n e", "ml $KIND create -n m"])
def test_other_commands_create_nothing_of_interest(command: str) -> None:
    assert created(f"az {command}") == ["nothing"]
