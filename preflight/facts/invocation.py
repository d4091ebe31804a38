"""What a batch job is sent with: inputs, outputs and the deployment it names."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping

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


def invocation_facts(root: Value, seen: Seen) -> Present:
    """Return the root `invocation` of a file for `az ml batch-endpoint invoke --file`."""
    given, taken = child(root, "inputs"), child(root, "outputs")
    inputs = [_input(name, item, seen) for name, item in entries(given).items()]
    outputs = [_output(name, item, seen) for name, item in entries(taken).items()]
    output: Value = outputs[0] if len(outputs) == 1 else Absent(taken)
    return mapping(
        {
            "inputs": given if isinstance(given, Unknown) else listing(inputs, given),
            "outputs": taken if isinstance(taken, Unknown) else listing(outputs, taken),
            "output": taken if isinstance(taken, Unknown) else output,
            "overrides": listing([], root),
            "deployment_name": child(root, "deployment"),
        },
        root,
    )


def _input(name: str, item: Value, seen: Seen) -> Value:
    """Return one input; a bare scalar is a literal (azure/ai/ml/_schema/_endpoint/batch)."""
    path, kind = child(item, "path"), child(item, "type")
    literal = item if isinstance(item, Present) and not isinstance(item.data, (dict, list)) else child(item, "default")
    told: dict[str, Value] = {"name": _name(name, item), "type": kind, "path": path, "mode": child(item, "mode"), "literal": literal}
    return mapping(told | seen.of_input(path, kind), item)


def _output(name: str, item: Value, seen: Seen) -> Value:
    path = child(item, "path")
    return mapping({"name": _name(name, item), "type": child(item, "type"), "path": path} | seen.of_output(path), item)


def _name(name: str, item: Value) -> Value:
    return fact(name, item.key or item)
