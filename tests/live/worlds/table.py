"""The table of worlds."""

from __future__ import annotations

from tests.live.worlds import access, assets, computes, endpoints, environments, stores, workspaces

CASES = (*workspaces.CASES, *computes.CASES, *endpoints.CASES, *environments.CASES, *assets.CASES, *stores.CASES, *access.CASES)
