"""The history of runs: jobs and their steps, as a region of Azure Machine Learning keeps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.azure import refusal
from tests.azure.manager import stranger
from tests.azure.message import READING, Reply, Request, json_reply

if TYPE_CHECKING:
    from tests.azure.world import World

_RUN = re.compile(r"/history/v1\.0(?P<workspace>/subscriptions/.+/workspaces/[^/]+)/runs/(?P<run>[^/]+)(?P<children>/children)?")
_READ = "Microsoft.MachineLearningServices/workspaces/jobs/read"


def answer(world: World, request: Request) -> Reply:
    """Return what the history says; it knows the same callers as the resource manager."""
    turned_away = stranger(world, request)
    if turned_away:
        return turned_away
    found = _RUN.fullmatch(request.path)
    if request.method not in READING:
        return json_reply({"error": {"code": "UserError", "message": f"{request.method} is not for readers"}}, 403)
    if found is None or world.forbids(_READ, f"https://{request.host}{request.path}"):
        return refusal.forbidden(world.caller, _READ, request.path)
    if found["children"]:
        return json_reply({"value": [run for run in world.runs.values() if run.get("parentRunId") == found["run"]]})
    if found["run"] not in world.runs:
        return json_reply({"error": {"code": "UserError", "message": f"Run {found['run']} was not found"}}, 404)
    return json_reply(world.runs[found["run"]])
