"""Questions about storage, and how their answers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.facts.storage_address import InAccount
from preflight.project.live_storage import LiveStorage
from preflight.value import Present, Unknown, Value
from preflight.world import World
from tests.shared.storage import ACCOUNT, DATASTORES, DENIALS, ENDPOINT, PRINCIPAL, ROLES, STORAGE, head_of, listed

if TYPE_CHECKING:
    from preflight.question import Question

PLACE = InAccount(ENDPOINT, "stdata", "data", "heart")


def asked(world: World) -> list[tuple[Value, Question, str]]:
    live = LiveStorage(world)
    return [
        (live.datastores(None, "the datastore `d` is not in this repository"), DATASTORES, "the datastore `d` is not in this repository"),
        (live.account(ACCOUNT, None), STORAGE, "the sort of the storage account `stdata` is not known"),
        (live.roles(ACCOUNT, PRINCIPAL, None), ROLES, "who may read `stdata` is not known"),
        (live.denials(ACCOUNT, PRINCIPAL, None), DENIALS, "who may read `stdata` is not known"),
        (live.blobs(PLACE, "heart/", 1_000, None), listed("heart/"), "what `data/heart/` of `stdata` holds is not known"),
        (live.head(PLACE, "heart/a.csv", 8_192, None), head_of("heart/a.csv"), "what `data/heart/a.csv` of `stdata` holds is not known"),
    ]


@pytest.mark.parametrize("source", ["live", None])
def test_questions(source: str | None) -> None:
    for value, expected, reason in asked(World(source)):
        assert isinstance(value, Unknown)
        assert value.questions == ((expected,) if source else ())
        assert (value.reason, value.asked) == (f"{reason} and the workspace was not asked", False)


def test_answers_have_names() -> None:
    world = World("live")
    world.learn({one: question.Found({"x": 1}, "id") for _, one, _ in asked(world)})
    names = [value.teller.name for value, _, _ in asked(world) if isinstance(value, Present) and value.teller is not None]
    assert names == ["the datastores", "stdata", "the access to stdata", "the access to stdata", "data/heart/", "heart/a.csv"]
