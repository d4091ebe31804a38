"""An endpoint with very many deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.kind import Kind
from preflight.value import child, members, text_of
from tests.shared.naming import deployment, endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., "Loaded"]


def test_what_is_listed_is_worked_out_once_for_all_deployments(project: Load) -> None:
    commands = "".join(f"az ml batch-deployment create -f d.yml --name d{number}\n" for number in range(30))
    loaded = project({"e.yml": endpoint("e"), "d.yml": deployment("d", "e"), "run.sh": commands})
    roots = [one.root("endpoint") for one in loaded.project.subjects if one.kind is Kind.BATCH_DEPLOYMENT]
    assert len(roots) == 30
    assert len({id(child(root, "deployments_in_sight")) for root in roots}) == 1
    assert len({id(child(root, "deployments").data) for root in roots}) == 1  # type: ignore[union-attr]  # it is a list
    assert {len(members(child(root, "deployments"))) for root in roots} == {30}
    names = [text_of(child(one, "name")) for one in members(child(roots[0], "deployments_in_sight"))]
    assert names == [f"d{number}" for number in range(30)]
