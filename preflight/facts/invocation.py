"""What a batch job is sent with: inputs, outputs and the deployment it names."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value


def invocation_facts(root: Value, data_type: Callable[[Value], Value]) -> Present:
    """Return the root `invocation` of a file for `az ml batch-endpoint invoke --file`.

    `data_type` tells the type of the data asset that a path names.
    """
    given, taken = child(root, "inputs"), child(root, "outputs")
    inputs = [_input(name, item, data_type) for name, item in entries(given).items()]
    outputs = [_output(name, item) for name, item in entries(taken).items()]
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


def _input(name: str, item: Value, data_type: Callable[[Value], Value]) -> Value:
    """Return one input; a bare scalar is a literal (azure/ai/ml/_schema/_endpoint/batch)."""
    path = child(item, "path")
    literal = item if isinstance(item, Present) and not isinstance(item.data, (dict, list)) else child(item, "default")
    return mapping(
        {
            "name": _name(name, item),
            "type": child(item, "type"),
            "path": path,
            "mode": child(item, "mode"),
            "literal": literal,
            "data_type": data_type(path),
        },
        item,
    )


def _output(name: str, item: Value) -> Value:
    return mapping({"name": _name(name, item), "type": child(item, "type"), "path": child(item, "path")}, item)


def _name(name: str, item: Value) -> Value:
    return fact(name, item.key or item)
