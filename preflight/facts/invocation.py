"""What a batch job is sent with: inputs, outputs and the deployment it names."""

from __future__ import annotations

from preflight.facts.reference import reference
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, text_of

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
            "files": _files(path, child(item, "type")),
        },
        item,
    )


def _files(path: Value, kind: Value) -> Value:
    """Return the files an input is read from: the one that a `uri_file` names by its path.

    What a folder holds, and which file a data asset stands for, is not known without the workspace.
    """
    text = text_of(path)
    if text is None:
        return path if isinstance(path, Absent) else Unknown(path.reason if isinstance(path, Unknown) else "the path is no text", path)
    asset = reference(text) is not None and "/datastores/" not in text
    if asset or (text_of(kind) or "").lower() != "uri_file":
        return Unknown(f"what `{text}` holds is not known and the workspace was not asked", path, asked=False)
    name = text.partition("?")[0].rpartition("/")[2]
    dot = name.rfind(".")
    extension = fact(name[dot:].lower(), path) if dot > 0 else Unknown(f"`{name}` has no extension", path)
    return listing([mapping({"name": fact(name, path), "extension": extension}, path)], path)


def _output(name: str, item: Value) -> Value:
    return mapping({"name": _name(name, item), "type": child(item, "type"), "path": child(item, "path")}, item)


def _name(name: str, item: Value) -> Value:
    return fact(name, item.key or item)
