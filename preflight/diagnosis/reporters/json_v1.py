"""The diagnosis as JSON, version 1: `schemas/diagnosis.v1.schema.json` describes it. Later versions of it only add."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import preflight
from preflight.diagnosis.diagnosis import SUCCEEDED
from preflight.escape import for_json

if TYPE_CHECKING:
    from preflight.diagnosis.causes import Cause
    from preflight.diagnosis.facts import NodeResources, Run, Worker
    from preflight.diagnosis.sightings import Sighting
    from preflight.diagnosis.told import Told
    from preflight.diagnosis.tracebacks import Raised

_MOST_WORKERS = 1000


def write(told: Told) -> str:
    """Return a diagnosis as JSON, with all keys always there."""
    found = told.diagnosis
    seen = [_cause(told, cause) for cause in found.causes]
    shown = {
        "version": 1,
        "tool": {"name": "preflight", "version": preflight.__version__},
        "source": told.source,
        "headline": told.headline,
        "job_kind": found.kind,
        "outcome": found.outcome,
        "causes": [] if found.outcome == SUCCEEDED else seen,
        "possible": [_sighting(one) for one in found.possible],
        "wrappers": [_sighting(one) for one in found.wrappers],
        "seen": seen if found.outcome == SUCCEEDED else [],
        "exception": _raised(found.raised) if found.raised else None,
        "worth_opening": found.worth_opening,
        "notes": [{"text": one.text, "points_to": one.points_to} for one in told.advice],
        "facts": _facts(told),
        "job": {"facts": dict(told.job.facts), "links": dict(told.job.links), "commands": list(told.job.commands)} if told.job else None,
        "files": found.files,
        "bytes": found.bytes,
        "refused": [{"path": path, "reason": reason} for path, reason in found.refused],
    }
    return for_json(json.dumps(shown, indent=2, ensure_ascii=False)) + "\n"


def _cause(told: Told, cause: Cause) -> dict[str, object]:
    failure, place = cause.sighting.failure, cause.sighting.first
    return {
        "rule": next(iter(failure.rules), None),
        "rules": list(failure.rules),
        "failure": failure.id,
        "message": place.text,
        "summary": cause.text(failure.summary),
        "cause": cause.text(failure.cause),
        "fix": cause.text(failure.fix),
        "location": {"path": place.path, "line": place.line},
        "count": cause.sighting.count,
        "places": [{"path": one.path, "line": one.line, "text": one.text} for one in cause.sighting.places],
        "settings": [
            {"key": one.key, "value": one.value, "path": one.path, "line": one.line, "column": one.column}
            for one in told.settings_of(cause)
        ],
        "findings": [{"rule": rule, "message": message, "at": at} for rule, message, at in told.findings_of(cause)],
        "consequences": [_sighting(one) for one in cause.consequences],
    }


def _sighting(one: Sighting) -> dict[str, object]:
    place = one.first
    return {
        "failure": one.failure.id,
        "rule": next(iter(one.failure.rules), None),
        "message": place.text,
        "location": {"path": place.path, "line": place.line},
        "count": one.count,
    }


def _raised(raised: Raised) -> dict[str, object]:
    frames = [{"path": one.path, "line": one.line, "function": one.function, "code": one.code} for one in raised.user_frames]
    return {"type": raised.kind, "message": raised.message, "location": {"path": raised.path, "line": raised.line}, "frames": frames}


def _facts(told: Told) -> dict[str, object]:
    facts = told.diagnosis.facts
    batches = facts.batches
    return {
        "mini_batches": {"created": batches.created, "processed": batches.processed, "failed": batches.failed, "retried": batches.retried},
        "runs": batches.runs,
        "timed_out": batches.timed_out,
        "timeout": told.settings.number("timeout") or facts.timeout,
        "slowest": _run(batches.slowest) if batches.slowest else None,
        "workers": [_worker(one) for one in told.workers(_MOST_WORKERS)[0]],
        "nodes": [_node(one) for one in facts.resources.values()],
    }


def _run(run: Run) -> dict[str, object]:
    return {
        "mini_batch": run.batch, "node": run.node, "process": run.process, "start": run.start, "elapsed": run.elapsed, "status": run.status,
    }  # fmt: skip


def _worker(one: Worker) -> dict[str, object]:
    return {
        "node": one.node, "process": one.process, "runs": one.runs, "succeeded": one.succeeded, "failed": one.failed,
        "elapsed": round(one.elapsed, 3), "process_seconds": round(one.cpu, 3), "run_method_seconds": round(one.method, 3),
        "slowest": round(one.slowest, 3),
    }  # fmt: skip


def _node(one: NodeResources) -> dict[str, object]:
    return {
        "node": one.node, "memory_peak_percent": round(one.memory.peak, 1), "disk_peak_percent": round(one.disk.peak, 1),
        "memory_total_mb": round(one.memory_total, 1), "largest_process": one.largest_process,
        "largest_memory_mb": round(one.largest_memory, 1),
    }  # fmt: skip
