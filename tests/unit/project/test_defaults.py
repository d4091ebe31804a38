"""The default deployments that something in sight sets."""

from __future__ import annotations

import pytest

from preflight.project.defaults import Defaults
from preflight.project.names import name_key
from preflight.source import Source
from preflight.value import Absent, Later, Present, Unknown, Value, spot, text_of

E, F, D = Present("e"), Present("f"), Present("d")
RUN = Later("not known", spot(Source("run.sh", "")), "$E")
OTHER = Later("not known", spot(Source("run.sh", "")), "$F")


def default(endpoint: Value, *others: tuple[Value, Value], added: tuple[tuple[Value, Value], ...] = ()) -> Value:
    defaults = Defaults()
    for one in added:
        defaults.add(*one)
    return defaults.of(endpoint, others, name_key)


def test_nothing_sets_one() -> None:
    assert isinstance(default(E), Absent)
    assert isinstance(default(E, (F, D)), Absent)
    assert isinstance(default(E, (Absent(), D)), Absent)


@pytest.mark.parametrize("endpoint", [E, RUN])
def test_it_is_that_of_the_endpoint(endpoint: Value) -> None:
    assert text_of(default(endpoint, (F, Present("g")), (endpoint, D))) == "d"
    assert text_of(default(endpoint, added=((endpoint, D),))) == "d"


@pytest.mark.parametrize(("endpoint", "name"), [(E, RUN), (RUN, E), (RUN, OTHER), (E, Unknown("why"))])
def test_it_may_be_that_of_the_endpoint(endpoint: Value, name: Value) -> None:
    found = default(endpoint, (name, D))
    assert isinstance(found, Unknown)
    assert (found.asked, found.reason) == (False, "something in sight sets a default deployment, and it is not known which")


def test_it_is_set_and_not_known() -> None:
    assert isinstance(default(E, (E, Unknown("why"))), Unknown)
