"""What a batch job is sent with: inputs, outputs and the deployment it names."""

from __future__ import annotations

from preflight.value import Absent, Present, child, entries, fact, listing, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value


def invocation_facts(root: Value, data_type: Callable[[Value], Value]) -> Present:
    """Return the root `invocation` of a file for `az ml batch-endpoint invoke --file`.

    `data_type` tells the type of the data asset that a path names.
    """
    outputs = [_output(name, item) for name, item in entries(child(root, "outputs")).items()]
    return mapping(
        {
            "inputs": listing(
                [_input(name, item, data_type) for name, item in entries(child(root, "inputs")).items()], child(root, "inputs")
            ),
            "outputs": listing(outputs, child(root, "outputs")),
            "output": outputs[0] if len(outputs) == 1 else Absent(child(root, "outputs")),
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
