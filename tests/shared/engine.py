"""A deployment with faults, and rules that find them."""

from __future__ import annotations

from typing import Any

DEPLOYMENT = """\
name: d
endpoint_name: e
logging_level: inof
retry_settings: {timeout: -5}
"""
LEVEL = {"path": "deployment.logging_level", "in": ["info", "debug"]}
NODES = {"path": "deployment.instance_count", "at_most": {"path": "compute.max_nodes"}}


def rule(name: str, check: object, **said: Any) -> dict[str, Any]:
    """Return a rule for deployments."""
    return {"id": name, "severity": "error", "for": "batch-deployment", "check": check, "message": "wrong", "status": "stable", **said}
