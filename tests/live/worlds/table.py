"""The table of worlds."""

from __future__ import annotations

from tests.live.worlds import (
    access,
    assets,
    callers,
    computes,
    created,
    endpoints,
    environments,
    jobs,
    networks,
    packages,
    registries,
    stores,
    workspaces,
)

CASES = (
    *workspaces.CASES,
    *registries.CASES,
    *networks.CASES,
    *callers.CASES,
    *computes.CASES,
    *created.CASES,
    *endpoints.CASES,
    *environments.CASES,
    *packages.CASES,
    *assets.CASES,
    *jobs.CASES,
    *stores.CASES,
    *access.CASES,
)
