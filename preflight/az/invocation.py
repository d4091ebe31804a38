"""What `az ml batch-endpoint invoke` and requests to an endpoint send: a document like the file of `invoke --file`.

Source: `ml_batch_endpoint_invoke` of the extension `ml`, `BatchEndpointOperations.invoke` of azure-ai-ml.
"""

from __future__ import annotations

from preflight.az.setting import Setting, with_value
from preflight.record import Record
from preflight.value import Absent, Present, Unknown, child, entries, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.request import Request
    from preflight.passage import Passage
    from preflight.value import Located, Value

INVOKE = "ml batch-endpoint invoke"
# What the SDK calls the only input, by its type.
_ONLY_INPUT = {"uri_folder": "UriFolder", "uri_file": "UriFile"}
_ONLY_OUTPUT = "output"
_FOR_ONE_JOB = {
    "--mini-batch-size": "mini_batch_size", "--instance-count": "compute.instance_count", "--job-name": "job_name",
    "--experiment-name": "experiment_name",
}  # fmt: skip
_INPUT_TYPES = {
    "urifolder": "uri_folder", "urifile": "uri_file", "mltable": "mltable", "mlflowmodel": "mlflow_model", "custommodel": "custom_model",
    "tritonmodel": "triton_model",
}  # fmt: skip


class Invocation(Record):
    """A job that is sent: its document with `endpoint`, `deployment`, `inputs` and `outputs`, and what else is set for it.

    `overrides` are the settings of one job, by their keys. `ignored` are keys of `--set` that the extension drops without a word: all
    but `inputs` and `outputs`.
    """

    document: Value
    overrides: Present
    ignored: tuple[Value, ...] = ()


def invocation(command: AzCommand, root: Value | None) -> Invocation:
    """Return what an `invoke` sends; `root` is the document of its `--file`, None when it names none."""
    near = command.near
    base: dict[str, Value] = {}
    if root is not None:
        base = {key: value for key in ("inputs", "outputs", "deployment") if not isinstance(value := child(root, key), Absent)}
    elif command.given("--input") is not None:
        base["inputs"] = _only_input(command)
    for option, key in (("--inputs", "inputs"), ("--outputs", "outputs")):
        if root is None and command.given(option) is not None:
            given = command.value(option)
            base[key] = Unknown(f"what `{option}` comes to is not known", given)
    if command.given("--output-path") is not None and "outputs" not in base:
        output = command.value("--output-path")
        base["outputs"] = _entry(_ONLY_OUTPUT, placed({"path": _named("path", output, output)}, output), output)
    for option, key in (("--name", "endpoint"), ("--deployment-name", "deployment")):
        given = command.value(option)
        if not isinstance(given, Absent):
            base[key] = _named(key, given, given)
    document: Value = Present(base, near.source, near.start, near.end, rest=command.rest)
    document, ignored = _with_set(document, command)
    overrides = {key: command.value(option) for option, key in _FOR_ONE_JOB.items() if command.given(option) is not None}
    return Invocation(document, Present(overrides, near.source, near.start, near.end), tuple(ignored))


def _only_input(command: AzCommand) -> Value:
    """Return what `--input` and `--input-type` come to: without a type, a path is a folder and an asset what it is registered as."""
    path, kind = command.value("--input"), command.value("--input-type")
    text = text_of(path)
    found: dict[str, Value] = {"path": _named("path", path, path)}
    if not isinstance(kind, Absent):
        found["type"] = _named("type", kind, kind)
    elif text is not None and not text.startswith("azureml:"):
        found["type"] = _named("type", placed("uri_folder", path), path)
    elif text is None:
        found["type"] = Unknown("whether it is a data asset is not known", path)
    name = _ONLY_INPUT.get(text_of(found.get("type", kind)) or "", "input")
    return _entry(name, placed(found, path), path)


def _with_set(document: Value, command: AzCommand) -> tuple[Value, list[Value]]:
    """Put `--set inputs.x.path=…` over a document: what is set takes the place of all inputs, or of all outputs, there were."""
    ignored: list[Value] = []
    cleared: set[str] = set()
    for flag in command.all_given("--set"):
        for word in flag.words:
            name, equals, _ = word.text.partition("=")
            first, *rest = name.split(".")
            path = word.part(0, len(name))
            if path.holes:
                document = _opened(document, word, first)
                continue
            if first not in ("inputs", "outputs") or not equals:
                ignored.append(path.value())
                continue
            if first not in cleared and rest:
                cleared.add(first)
                near = path.spot()
                empty = Present({}, near.source, near.start, near.end)
                document = with_value(document, [first], Setting(empty, near, name))
            document = with_value(document, [first, *rest], Setting(_text(word, len(name) + 1), path.spot(), name, fills_null=True))
    return document, ignored


def _opened(document: Value, word: Passage, first: str) -> Value:
    """Return a document in which something is set, but not known what: in the inputs or the outputs, or anywhere."""
    doubt = Unknown(f"`{word.text}` is set, and it is not known what that is", word.spot())
    if first in ("inputs", "outputs"):
        return with_value(document, [first], Setting(doubt, word.spot(), first))
    return placed(document.data, document, doubt) if isinstance(document, Present) else document


def _text(word: Passage, start: int) -> Value:
    return word.part(start, len(word.text)).value()


def _entry(name: str, value: Value, near: Located) -> Value:
    return placed({name: _named(name, value, near)}, near)


def _named(name: str, value: Value, near: Located) -> Value:
    """Return a value as an entry of a mapping. Options have no keys of their own: the value stands for both."""
    value.key = Present(name, near.source, near.start, near.end)
    return value


def sent(request: Request) -> Invocation | None:
    """Return what a request to an endpoint sends; None when its body is not the one of a job.

    The wire names `InputData`, `JobInputType` and `Uri` become those of a file.
    """
    properties = _property(request.body, "properties")
    inputs, outputs = _property(properties, "InputData"), _property(properties, "OutputData")
    base: dict[str, Value] = {}
    if all(isinstance(one, Absent) for one in (inputs, outputs, _property(properties, "dataset"))):
        return None
    for key, given in (("inputs", inputs), ("outputs", outputs)):
        if not isinstance(given, Absent):
            made = given if isinstance(given, Unknown) else placed({name: _port(item) for name, item in entries(given).items()}, given)
            base[key] = made
    if not isinstance(request.deployment, Absent):
        base["deployment"] = request.deployment
    near = request.near
    others = {"inputdata", "outputdata", "properties"}
    overrides = {name: value for name, value in entries(properties).items() if name.lower() not in others}
    return Invocation(Present(base, near.source, near.start, near.end), placed(overrides, properties))


def _port(item: Value) -> Value:
    """Return an input or an output with the names that files have."""
    if not entries(item):
        return item
    found: dict[str, Value] = {}
    kind = _property(item, "JobInputType")
    kind = _property(item, "JobOutputType") if isinstance(kind, Absent) else kind
    text = text_of(kind)
    literal = text is not None and text.lower() == "literal"
    if not isinstance(kind, Absent) and not literal:
        named = placed(_INPUT_TYPES.get(text.lower(), text), kind) if text is not None else kind
        found["type"] = named
    for wire, key in (("Uri", "path"), ("Value", "default"), ("Mode", "mode")):
        value = _property(item, wire)
        if not isinstance(value, Absent):
            found[key] = value
    return placed(found, item)


def _property(value: Value, name: str) -> Value:
    """Return a property by its name, in whatever case it is written."""
    for key, item in entries(value).items():
        if key.lower() == name.lower():
            return item
    return child(value, name)
