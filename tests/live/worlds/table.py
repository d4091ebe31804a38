"""The table of worlds."""

from __future__ import annotations

from tests.live.worlds import access, assets, callers, computes, endpoints, environments, networks, registries, stores, workspaces

CASES = (
    *workspaces.CASES,
    *registries.CASES,
    *networks.CASES,
    *callers.CASES,
    *computes.CASES,
    *endpoints.CASES,
    *environments.CASES,
    *assets.CASES,
    *stores.CASES,
    *access.CASES,
)
