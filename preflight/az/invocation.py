"""What `az ml batch-endpoint invoke` and requests to an endpoint send: a document like the file of `invoke --file`.

Source: `ml_batch_endpoint_invoke` of the extension `ml`, `BatchEndpointOperations.invoke` of azure-ai-ml.
"""

from __future__ import annotations

from preflight.az.setting import Setting, with_value
from preflight.pattern import Pattern
from preflight.record import Record
from preflight.sending import COMMAND, REQUEST, Ignored, Sending
from preflight.value import Absent, Present, Unknown, child, entries, placed, raw_text, text_of

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
_FOR_ONE_JOB = {"--mini-batch-size": "mini_batch_size", "--instance-count": "compute.instance_count"}
_INPUT_TYPES = {
    "urifolder": "uri_folder", "urifile": "uri_file", "mltable": "mltable", "mlflowmodel": "mlflow_model", "custommodel": "custom_model",
    "tritonmodel": "triton_model",
}  # fmt: skip


# The URL that jobs are sent to; the host begins with the name of the endpoint.
_JOBS = Pattern(r"(?i)(?:(?:\A|//)([a-z][a-z0-9-]*)\.[^/]*)?/jobs/?\Z")


class Invocation(Record):
    """A job that is sent: its document with `endpoint`, `deployment`, `inputs` and `outputs`, and what else is said of it."""

    document: Value
    sending: Sending


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
    for option in ("--input", "--inputs") if root is not None else ():
        flag = command.given(option)
        if flag is not None:
            ignored.append(Ignored(option, "inputs are those of the file where `--file` is given", flag.written))
    overrides = {key: command.value(option) for option, key in _FOR_ONE_JOB.items() if command.given(option) is not None}
    names = command.value("--experiment-name"), command.value("--job-name")
    return Invocation(document, Sending(COMMAND, Present(overrides, near.source, near.start, near.end), names[0], names[1], tuple(ignored)))


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


def _with_set(document: Value, command: AzCommand) -> tuple[Value, list[Ignored]]:
    """Put `--set inputs.x.path=…` over a document: what is set takes the place of all inputs, or of all outputs, there were."""
    ignored: list[Ignored] = []
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
                ignored.append(Ignored(f"--set {name}", "`--set` changes `inputs` and `outputs` only", path.spot()))
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
    """Return what a request to an endpoint sends; None when it, or its body, is not the one of a job.

    The wire names `InputData`, `JobInputType` and `Uri` become those of a file. Online endpoints are reached in the same way: of a
    body that is not known, only the path of the URL tells.
    """
    properties = _property(request.body, "properties")
    inputs, outputs, dataset = (_property(properties, name) for name in ("InputData", "OutputData", "dataset"))
    base: dict[str, Value] = {}
    if all(isinstance(one, Absent) for one in (inputs, outputs, dataset)):
        return None
    match = _JOBS.search(raw_text(request.url).partition("?")[0])
    if match is None and not isinstance(request.body, Present):
        return None
    if not isinstance(dataset, Absent) and isinstance(inputs, Absent):
        inputs = Unknown("`dataset` is of an older version of the API, which is not read", dataset, asked=False)
    for key, given in (("inputs", inputs), ("outputs", outputs)):
        if not isinstance(given, Absent):
            made = given if isinstance(given, Unknown) else placed({name: _port(item) for name, item in entries(given).items()}, given)
            base[key] = made
    if not isinstance(request.deployment, Absent):
        base["deployment"] = request.deployment
    if match is not None and match[1] and isinstance(request.url, Present):
        base["endpoint"] = placed(match[1], request.url)
    near = request.near
    file = _property(properties, "OutputFileName")
    overrides: dict[str, Value] = {} if isinstance(file, Absent) else {"output_file_name": file}
    experiment = _property(_property(properties, "properties"), "experimentName")
    sending = Sending(REQUEST, placed(overrides, properties), experiment, _property(properties, "Name"), fault=request.fault)
    return Invocation(Present(base, near.source, near.start, near.end), sending)


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
