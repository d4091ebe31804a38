"""What is known of the workspace: answers as values that stand where a file names the resource."""

from __future__ import annotations

import pytest

from preflight import question
from preflight.question import Found, Missing, Question, Unanswered, Unasked
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, members, spot, text_of
from preflight.world import OFFLINE, World, doubt_of, is_pending, merged

NEAR = spot(Source("d.yml", "compute: azureml:c\n"), (1, 10), (1, 19))
C = Question(question.COMPUTE, ("c",))
SUBJECT = "compute `azureml:c` is not in this repository"


@pytest.fixture
def world() -> World:
    return World("live")


def test_nobody_was_asked_where_no_workspace_is_named() -> None:
    value = OFFLINE.value(C, NEAR, "c", SUBJECT)
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked, value.questions) == (f"{SUBJECT} and the workspace was not asked", False, ())
    assert not is_pending(value)


def test_a_question_that_was_not_asked_yet_comes_back(world: World) -> None:
    value = child(world.value(C, NEAR, "c", SUBJECT), "properties")
    assert isinstance(value, Unknown)
    assert value.questions == (C,)
    assert is_pending(value)


def test_an_answer_stands_where_the_resource_is_named_and_says_who_told_it(world: World) -> None:
    world.learn({C: Found({"id": "/x", "on": True, "none": None, "list": [{"n": 1}]}, "/x")})
    value = world.value(C, NEAR, "c", SUBJECT)
    number = child(members(child(value, "list"))[0], "n")
    assert isinstance(number, Present)
    assert number.data == 1
    assert str(number.place) == "d.yml:1:10"
    assert number.teller is not None
    assert (number.teller.source, number.teller.resource, number.teller.name) == ("live", "/x", "c")
    assert isinstance(child(value, "none"), Absent)
    assert text_of(child(value, "id")) == "/x"
    assert world.value(C, None, "c", SUBJECT).place is None


def test_what_is_missing_is_absent_and_what_was_refused_unknown(world: World) -> None:
    world.learn({C: Missing("/x")})
    value = world.value(C, NEAR, "c", SUBJECT)
    assert isinstance(value, Absent)
    assert value.teller is not None
    other = Question(question.COMPUTE, ("d",))
    world.learn({other: Unanswered("no", "x/read")})
    refused = world.value(other, NEAR, "d", SUBJECT)
    assert isinstance(refused, Unknown)
    assert (refused.reason, refused.permission, refused.asked, refused.questions) == ("no", "x/read", True, ())
    assert set(world.answers) == {C, other}


def test_the_workspace_wins_over_files_and_files_over_nothing() -> None:
    told, seen = Present("told"), Present("seen")
    refused = Unknown("refused")
    pending = Unknown("pending", questions=(C,))
    assert merged(told, seen) is told
    assert merged(pending, seen) is pending
    assert merged(refused, seen) is seen
    assert merged(Absent(), seen) is seen
    assert merged(refused, Unknown("not in sight")) is refused


def test_what_nobody_was_asked_is_neither_missing_nor_pending(world: World) -> None:
    world.learn({C: Unasked("the recording does not tell of it")})
    value = world.value(C, NEAR, "c", SUBJECT)
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked, value.questions) == (f"{SUBJECT} and the recording does not tell of it", False, ())
    assert merged(value, Present(1)).__class__ is Present


def test_answers_are_kept_in_one_form(world: World) -> None:
    world.learn({C: Found({"b": "https://a/?sig=x", "a": 1}, "/x")})
    assert list(world.answers.items()) == [(C, Found({"a": 1, "b": "https://a/?sig=(hidden)"}, "/x"))]


def test_part_of_an_answer(world: World) -> None:
    world.learn({C: Found({"value": [1, 2]}, "/x")})
    found = world.value(C, NEAR, "c", SUBJECT, lambda body: body["value"][1])
    assert isinstance(found, Present)
    assert found.data == 2
    assert isinstance(world.value(C, NEAR, "c", SUBJECT, lambda _: None), Absent)


def test_what_follows_from_several_values_waits_for_all_of_them() -> None:
    other = Question(question.COMPUTE, ("d",))
    first, second = Unknown("first", NEAR, asked=False, questions=(C,)), Unknown("second", asked=False, questions=(C, other))
    assert doubt_of() is doubt_of(Present(1), Absent()) is None
    both = doubt_of(Present(1), first, second)
    assert isinstance(both, Unknown)
    assert (both.reason, both.asked, both.questions, str(both.place)) == ("first", False, (C, other), "d.yml:1:10")


def test_what_no_question_can_settle_comes_first() -> None:
    refused = Unknown("refused", permission="x/read")
    assert doubt_of(Unknown("pending", questions=(C,)), refused, Unknown("later")) is refused


def test_a_reason_of_several_questions_is_a_general_one(world: World) -> None:
    one, two, three = (Question(question.COMPUTE, (name,)) for name in "abc")
    world.learn({one: Unanswered("sign-in failed"), two: Unanswered("busy"), three: Missing("/x")})
    assert not world.is_general("sign-in failed")
    world.learn({C: Unanswered("sign-in failed")})
    assert world.is_general("sign-in failed")
    assert not world.is_general("busy")
    assert not OFFLINE.is_general("busy")
