"""The command line of a run as a text with places, and the job that its options describe."""

from __future__ import annotations

from shlex import quote

from preflight.document import Document
from preflight.project.aim import deployment_for, endpoint_for
from preflight.project.endpoint import endpoint_root
from preflight.project.invocation import InvocationSubject
from preflight.record import Record
from preflight.scalar import has_placeholder
from preflight.source import COMMAND_LINE, Position, Source
from preflight.value import Absent, Present, Unknown, child, entries, listing, members, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.project.links import Links
    from preflight.project.tree import Loaded, Tree
    from preflight.value import Located, Value

# What stands before the options that matter; the others are left out, so that places do not depend on them.
BEGINNING = "preflight check …"
_ASSET = "azureml:"
_DATASTORE = "/datastores/"
# As azure-ai-ml calls them where no name is given (operations/_batch_endpoint_operations.py, _utils/_endpoint_utils.py).
_NAMES = {"uri_file": "UriFile"}
_NAME, _OUTPUT_NAME = "UriFolder", "output_name"


class Job(Record):
    """What a job would be sent with, by the options that `az ml batch-endpoint invoke` has; None where one is not given.

    `folder` is where a relative path starts, absolute.
    """

    folder: str
    input: str | None = None
    input_type: str | None = None
    output_path: str | None = None
    deployment_name: str | None = None

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options that are given, with their values."""
        named = {
            "--input": self.input,
            "--input-type": self.input_type,
            "--output-path": self.output_path,
            "--deployment-name": self.deployment_name,
        }
        return [(option, value) for option, value in named.items() if value is not None]


class Argument(Record):
    """A value on the command line: the option it is given by stands where `option` stands, both together where `both` does."""

    text: str
    option: Located
    both: Located
    value: Value


class CommandLine:
    """Options with their values as one line, quoted for a shell, in which each has its place. No value has a line break."""

    def __init__(self, options: Iterable[tuple[str, str]]) -> None:
        """Write a line of options."""
        options = list(options)
        self.source = Source(COMMAND_LINE, " ".join([BEGINNING, *(f"{option} {quote(value)}" for option, value in options)]))
        self._arguments: list[tuple[str, Argument]] = []
        at = len(BEGINNING) + 1
        for option, value in options:
            middle = at + len(option)
            end = middle + 1 + len(quote(value))
            places = self._spot(at, middle), self._spot(at, end)
            self._arguments.append((option, Argument(value, *places, self._value(value, middle + 1, end))))
            at = end + 1

    @property
    def near(self) -> Located:
        """The whole line, as a place."""
        return self._spot(0, len(self.source.text))

    def argument(self, option: str) -> Argument | None:
        """Return the value of an option; None where it is not given."""
        return next(iter(self.arguments(option)), None)

    def arguments(self, option: str) -> list[Argument]:
        """Return the values of an option that may be given several times."""
        return [argument for name, argument in self._arguments if name == option]

    def _spot(self, start: int, end: int) -> Located:
        return spot(self.source, (1, start + 1), (1, end + 1))

    def _value(self, text: str, start: int, end: int) -> Value:
        if not has_placeholder(text):
            return Present(text, self.source, Position(0, start), Position(0, end))
        return Unknown(f"`{text}` is filled in later", self._spot(start, end), text=text)


def job_document(line: CommandLine) -> Document:
    """Return the job that a command line describes, as the document that `az ml batch-endpoint invoke --file` would take."""
    near = line.near
    root: dict[str, Value] = {}
    given, kind, taken, name = map(line.argument, ("--input", "--input-type", "--output-path", "--deployment-name"))
    if given is not None:
        root["inputs"] = _only(_NAMES.get(_text(kind), _NAME), given, _type(given, kind))
    if taken is not None:
        # azure-ai-ml sends it as a file, whatever it is.
        root["outputs"] = _only(_OUTPUT_NAME, taken, _at("uri_file", taken.value))
    if name is not None:
        root["deployment"] = _keyed(name.value, "deployment", name.option)
    return Document(line.source, _at(root, near))


def _only(name: str, argument: Argument, kind: Value | None) -> Present:
    """Return a mapping with one input or output in it."""
    parts = {"path": _keyed(argument.value, "path", argument.option)}
    return _at({name: _at(parts | ({"type": kind} if kind is not None else {}), argument.both)}, argument.option)


def _type(given: Argument, kind: Argument | None) -> Value | None:
    """Return the type of the input; None for that of the data asset, which is not known here.

    As `az ml` does: what does not begin with `azureml:` is a folder, unless the type is given.
    """
    if kind is not None:
        return _keyed(kind.value, "type", kind.option)
    text = given.value.text if isinstance(given.value, Unknown) else _text(given)
    return None if text and text.startswith(_ASSET) and _DATASTORE not in text else _at("uri_folder", given.value)


def _text(argument: Argument | None) -> str:
    value = argument.value if argument is not None else None
    return str(value.data) if isinstance(value, Present) else ""


def _at(data: dict[str, Value] | str, near: Located) -> Present:
    return Present(data, near.source, near.start, near.end)


def _keyed(value: Value, key: str, option: Located) -> Value:
    value.key = Present(key, option.source, option.start, option.end)
    return value


class CommandSubject(InvocationSubject):
    """A job that the command line describes: judged like a file for `az ml batch-endpoint invoke --file`."""

    def __init__(self, loaded: Loaded, links: Links, tree: Tree, checked: list[Loaded]) -> None:
        """Take the job as a document, what finds others, the files, and the endpoints and deployments that were asked for."""
        super().__init__(loaded, links, tree)
        self._checked = checked

    def aim(self) -> Loaded | Unknown:
        """Return the deployment that the command line names, or suggests."""
        return deployment_for(self.doc, self._checked, self.links)

    def _endpoint(self) -> Value:
        """Return the endpoint of the deployment; where that is not known, the only one there is."""
        found = super()._endpoint()
        owner = endpoint_for(self._checked, self.links) if isinstance(found, Unknown) else None
        return found if owner is None else endpoint_root(owner, Absent(self.doc), self.links)

    def _problems(self) -> Value:
        return listing([], self.doc)  # the options were checked when they were read

    def _invocation(self) -> Value:
        facts = super()._invocation()
        for one in members(child(facts, "inputs")):
            if isinstance(child(one, "type"), Absent):
                entries(one)["type"] = child(one, "data_type")
        return facts
