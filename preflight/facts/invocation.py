"""What a batch job is sent with: inputs, outputs and the deployment it names."""

from __future__ import annotations

from preflight.facts.storage_address import path_form
from preflight.sending import FILE, Sending
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from preflight.value import Value

    class Seen(Protocol):
        """Who knows more of inputs and outputs than their file says."""

        def of_input(self, path: Value, kind: Value) -> dict[str, Value]:
            """Return the facts of an input that only its path and its type lead to."""

        def of_output(self, path: Value) -> dict[str, Value]:
            """Return the facts of an output that only its path leads to."""


# Settings of one job that are mappings of known keys (azure/ai/ml/_schema/_deployment/batch/batch_job.py, 1.35.2).
_WITH_KEYS = ("compute", "output_dataset", "retry_settings")


def invocation_facts(root: Value, seen: Seen, sending: Sending | None = None) -> Present:
    """Return the root `invocation` of what a job is sent with; `sending` is how, None for a file that nothing in sight sends."""
    given, taken = child(root, "inputs"), child(root, "outputs")
    inputs = [_input(name, item, seen) for name, item in entries(given).items()]
    outputs = [_output(name, item, seen) for name, item in entries(taken).items()]
    output: Value = outputs[0] if len(outputs) == 1 else Absent(taken)
    return mapping(
        {
            "inputs": given if isinstance(given, Unknown) else listing(inputs, given),
            "outputs": taken if isinstance(taken, Unknown) else listing(outputs, taken),
            "output": taken if isinstance(taken, Unknown) else output,
            "deployment_name": child(root, "deployment"),
            **_sending(sending or Sending(FILE, listing([], root), Absent(root), Absent(root)), root),
        },
        root,
    )


def _sending(sending: Sending, root: Value) -> dict[str, Value]:
    overrides = sending.overrides
    keys = [fact(key, value.key or value) for name, item in entries(overrides).items() for key, value in _settings(name, item)]
    if isinstance(overrides, Present):
        overrides = listing([mapping({"key": key}, key) for key in keys], overrides, overrides.rest)
    ignored = [mapping({"name": fact(one.name, one.near), "reason": fact(one.reason, one.near)}, one.near) for one in sending.ignored]
    return {
        "sent_by": fact(sending.by, root),
        "overrides": overrides,
        "experiment_name": sending.experiment_name,
        "job_name": sending.job_name,
        "ignored": listing(ignored, root),
        "body_fault": Absent(root) if sending.fault is None else fact(sending.fault.reason, sending.fault),
    }


def _settings(name: str, item: Value) -> list[tuple[str, Value]]:
    """Return a setting by its key, or its parts by paths with a dot."""
    if name in _WITH_KEYS and entries(item):
        return [(f"{name}.{key}", value) for key, value in entries(item).items()]
    return [(name, item)]


def _form(path: Value) -> Value:
    text = text_of(path)
    return fact(path_form(text), path) if text is not None else path.elsewhere(path) if isinstance(path, Unknown) else Absent(path)


def _input(name: str, item: Value, seen: Seen) -> Value:
    """Return one input; a bare scalar is a literal (azure/ai/ml/_schema/_endpoint/batch)."""
    path, kind = child(item, "path"), child(item, "type")
    literal = item if isinstance(item, Present) and not isinstance(item.data, (dict, list)) else child(item, "default")
    told: dict[str, Value] = {"name": _name(name, item), "type": kind, "path": path, "mode": child(item, "mode"), "literal": literal}
    return mapping(told | {"path_form": _form(path)} | seen.of_input(path, kind), item)


def _output(name: str, item: Value, seen: Seen) -> Value:
    path = child(item, "path")
    told = {"name": _name(name, item), "type": child(item, "type"), "path": path, "path_form": _form(path)}
    return mapping(told | seen.of_output(path), item)


def _name(name: str, item: Value) -> Value:
    return fact(name, item.key or item)
