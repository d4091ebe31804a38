"""What an environment adds to a script's facts."""

from __future__ import annotations

import pytest

from preflight.facts.vocabulary import SCRIPT
from preflight.facts.vocabulary_deployed import DEPLOYED_SCRIPT, _more


def test_all_of_the_script_is_there_and_more() -> None:
    assert {part.name for part in DEPLOYED_SCRIPT.parts} == {part.name for part in SCRIPT.parts}
    before, after = SCRIPT.part("imports"), DEPLOYED_SCRIPT.part("imports")
    assert before is not None
    assert after is not None
    assert before.member is not None
    assert after.member is not None
    assert after.member.parts[: len(before.member.parts)] == before.member.parts
    assert [part.name for part in after.member.parts[len(before.member.parts) :]] == [
        "origin",
        "distributions",
        "known",
        "installed",
        "standard",
    ]
    error = DEPLOYED_SCRIPT.part("syntax_error")
    assert error is not None
    assert [part.name for part in error.parts] == ["message", "python"]


def test_what_grows_must_be_there() -> None:
    with pytest.raises(ValueError, match="no part `nothing`"):
        _more("nothing")
