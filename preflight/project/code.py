"""The documents that Python code makes with azure-ai-ml: in files and in notebooks."""

from __future__ import annotations

import os
from functools import partial

from preflight.az.audience import cloud_of
from preflight.az.request import host_at
from preflight.document import Document
from preflight.facts.az_command import Sent, token_call
from preflight.facts.script_places import Places
from preflight.facts.script_syntax import read as read_script
from preflight.kind import Kind
from preflight.pattern import Pattern
from preflight.project.commands import CommandSubject
from preflight.project.discovery import is_notebook, is_template
from preflight.project.links import Links
from preflight.project.schemas import NoSchemas
from preflight.project.tree import Loaded
from preflight.scripts.mention import deploys, sends_tokens
from preflight.sdk.notebook import cells_of
from preflight.sdk.reading import Reading
from preflight.sdk.tokens import Tokens
from preflight.value import Absent, Present, Unknown, child, entries, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from preflight.document import Fault
    from preflight.project.defaults import Defaults
    from preflight.project.live import Live
    from preflight.project.names import Key
    from preflight.project.tree import Tree
    from preflight.sdk.token_values import Call
    from preflight.source import Source
    from preflight.value import Value

    Modules = list[tuple[ast.Module, Places]]

_DEFAULT = Pattern(r"\bdefaults\b|\bdefault_deployment|\bset_default\b")
# Keys that hold a path of a file or folder.
_PATHS = {"code", "component", "conda_file", "path"}


class CodeLinks(Links):
    """Finds what documents name that code makes: among the files, and among what the same code makes."""

    def __init__(self, tree: Tree, documents: list[Loaded], live: Live, defaults: Defaults) -> None:
        """Take the files of a run, the documents in sight, what the workspace tells and the default deployments that are set.

        What azure-ai-ml makes has the right shape.
        """
        super().__init__(tree, documents, live, NoSchemas(), defaults)

    def called(self, name: Value) -> Key | None:
        """Return a name, or the expression that will be one: it comes to the same wherever it stands."""
        key = super().called(name)
        return name.reason if key is None and isinstance(name, Unknown) else key

    def twin_of(self, deployment: Loaded) -> Value:
        """Return nothing: code that makes a deployment anew means the same one."""
        return Absent(deployment.document.root)


def described_by(path: str, source: Source, tree: Tree) -> tuple[list[Loaded], list[CommandSubject], list[Fault]]:
    """Return the documents that code or a template makes, the requests that it sends with tokens, and why a template is not read."""
    if not is_template(path):
        modules = list(_modules(source))
        return _documents_of_code(path, source, tree, modules), _commands_of_code(source, modules), []
    from preflight.project.templated import described_by_template  # noqa: PLC0415 - few folders have templates

    return described_by_template(path, source)


def _documents_of_code(path: str, source: Source, tree: Tree, modules: Modules) -> list[Loaded]:
    """Return the documents that a Python file or a notebook makes, in its order."""
    if not deploys(source.text):
        return []
    reading = Reading()
    for module, places in modules:
        reading.read(module, places)
    found = [Loaded(path, Document(source, one.root), one.kind, sending=one.sending) for one in reading.documents]
    for loaded in found:
        _settle_paths(loaded.document.root, path, tree)
    return found


def defaults_of_code(source: Source, made: list[Loaded]) -> Iterator[tuple[Value, Value]]:
    """Yield the default deployments that code sets, each with its endpoint; both are unknown where it seems to set one and is not read."""
    roots = [one.document.root for one in made if one.kind is Kind.BATCH_ENDPOINT]
    found = [(child(root, "name"), child(root, "defaults")) for root in roots if not isinstance(child(root, "defaults"), Absent)]
    for name, defaults in found:
        yield name, child(defaults, "deployment_name")
    if not found and "default" in source.text and _DEFAULT.search(source.text) is not None:
        doubt = Unknown(f"what default deployment `{source.path}` sets is not known", asked=False)
        yield doubt, doubt


def _commands_of_code(source: Source, modules: Modules) -> list[CommandSubject]:
    """Return the calls of a Python file or a notebook that get a token which is sent somewhere."""
    if not sends_tokens(source.text):
        return []
    tokens = Tokens()
    for module, places in modules:
        tokens.read(module, places)
    return [CommandSubject(call.name, partial(_token_facts, call)) for call in tokens.calls if call.uses]


def _token_facts(call: Call) -> Value:
    sent = [Sent(use.service, use.url, host if cloud_of(host := host_at(use.text)) is not None else "") for use in call.uses]
    return token_call(call.name, call.resource, sent)


def _modules(source: Source) -> Iterator[tuple[ast.Module, Places]]:
    if not is_notebook(source.path):
        tree, _ = read_script(source)
        if tree is not None:
            yield tree, Places(source)
        return
    for cell in cells_of(source):
        tree, _ = read_script(cell.places.source)
        if tree is not None:
            yield tree, cell.places


def _settle_paths(value: Value, path: str, tree: Tree) -> None:
    """Take paths that lead nowhere from the folder of the code for unknown: where code runs, and what it makes before, is not known."""
    for key, item in entries(value).items():
        if key in _PATHS and text_of(item) is not None:
            entries(value)[key] = _settled(item, path, tree)
        else:
            _settle_paths(item, path, tree)


def _settled(item: Value, path: str, tree: Tree) -> Value:
    text = text_of(item) or ""
    if ":" in text or not isinstance(item, Present):
        return item
    found = tree.resolve(text, path, item)
    if isinstance(found, str) and os.path.exists(found):
        return item
    return Unknown(
        f"`{text}` is not there from the folder of the code, and it is not known where the code runs", item, asked=False, at_run=True
    )
