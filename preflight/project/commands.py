"""The commands of scripts as subjects of their own: what they are given, the files they name, and where the tokens go that they get."""

from __future__ import annotations

from functools import partial

from preflight.az.audience import ARM, ML, cloud_of
from preflight.az.request import MANAGEMENT, SCORING, goes_to, host_of
from preflight.facts.az_command import REST, Sent, az_facts, elsewhere_facts
from preflight.kind import Kind
from preflight.project.job_outputs import JobOutputs
from preflight.project.named_deployments import NamedDeployments
from preflight.project.named_files import NamedFiles
from preflight.project.named_paths import NamedPaths
from preflight.project.subject import Subject
from preflight.record import Record
from preflight.value import Absent, Present, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.project.links import Links
    from preflight.project.scripted import Scripted
    from preflight.project.tree import Tree
    from preflight.scripts.script import Elsewhere
    from preflight.value import Located, Value

SERVICES = {SCORING: ML, MANAGEMENT: ARM}


class Named(Record):
    """What finds the things that commands name."""

    files: NamedFiles
    paths: NamedPaths
    deployments: NamedDeployments
    outputs: JobOutputs


class CommandSubject(Subject):
    """A command: an `az` command, a call in code that gets a token, or commands that stand elsewhere."""

    kind = Kind.AZ_COMMAND
    main = "command"

    def __init__(self, near: Located, facts: Callable[[], Value], named: Callable[[], list[str]] = list) -> None:
        """Take where the command stands, and what works out what is known of it, and the absolute paths that its file may have."""
        if near.source is None:
            raise ValueError("a command stands in a file")
        super().__init__(near.source, near)
        self._facts = facts
        self.named_paths = named

    def _command(self) -> Value:
        return self._facts()


def all_subjects(scripted: Scripted, links: Links, tree: Tree, paths: list[str], subjects: Iterable[Subject]) -> list[CommandSubject]:
    """Return the commands of scripts, each with the file it stands in, and what they call elsewhere.

    `paths` are the files of the run, `subjects` what else it is about: the jobs that commands send are among them.
    """
    files = NamedFiles(tree, paths, scripted.found)
    deployments = NamedDeployments(one for made in scripted.made.values() for one in made)
    named = Named(files, NamedPaths(tree, paths), deployments, JobOutputs(subjects, links, tree))
    commands = [one for path, script in scripted.found for one in command_subjects(path, script, named)]
    return commands + list(elsewhere_subjects(scripted.elsewhere, files.is_document))


def command_subjects(path: str, found: Found, named: Named) -> Iterator[CommandSubject]:
    """Yield the commands of a script whose options are known; `path` is the file it stands in."""
    sent = _sent(found)
    for command in found.commands:
        if command.may_be is not None:
            facts = partial(_az_facts, command, path, found, named, sent.get(id(command.near), []))
            yield CommandSubject(command.near, facts, partial(named.files.paths, command, path))


def _az_facts(command: AzCommand, path: str, found: Found, named: Named, sent: list[Sent]) -> Value:
    sent = _rest(command) if command.may_be == REST else sent if _prints_token(command) else []
    facts = {
        "file": named.files.of(command, path),
        "model_path": named.paths.of(command, found, path),
        "deployment": named.deployments.of(command, found),
        "download": named.outputs.of(command),
    }
    return az_facts(command, facts, sent)


def _sent(found: Found) -> dict[int, list[Sent]]:
    """Return the requests of a script that are sent with what a command prints, by the identity of the command's place."""
    sent: dict[int, list[Sent]] = {}
    for one in found.requests:
        service = SERVICES.get(one.goes_to)
        if service is not None and one.token is not None and one.token.maker is not None:
            sent.setdefault(id(one.token.maker.near), []).append(_sent_to(service, one.url))
    return sent


def _sent_to(service: str, url: Value) -> Sent:
    """Return where a token goes; the host of a URL that is not known counts where its end tells the cloud."""
    host = host_of(url)
    return Sent(service, url, host if isinstance(url, Present) or cloud_of(host) is not None else "")


def _prints_token(command: AzCommand) -> bool:
    """Tell whether it is the token that a command prints, alone or among other things."""
    query = command.value("--query")
    return isinstance(query, Absent) or "accesstoken" in raw_text(query).lower()


def _rest(command: AzCommand) -> list[Sent]:
    """Return the request that `az rest` sends, unless it is told which token to take, or to take none."""
    url = command.given("--url")
    given = [word for flag in command.all_given("--headers") for word in flag.words]
    if url is None or not url.words or command.rest is not None or command.given("--skip-authorization-header") is not None:
        return []
    if any(word.holes or word.text.lower().lstrip("{\"' ").startswith("authorization") or word.text[:1] in "@{" for word in given):
        return []
    service = SERVICES.get(goes_to(url.words[0]))
    value = url.words[0].value()
    return [] if service is None else [_sent_to(service, value)]


def elsewhere_subjects(called: list[Elsewhere], handed: Callable[[str], bool]) -> Iterator[CommandSubject]:
    """Yield the workflows and templates of other repositories that are called, each once, if they are handed what is deployed.

    `handed` tells whether a text names a document of Azure ML that is in sight.
    """
    seen: set[str] = set()
    for one in called:
        name = text_of(one.reference)
        if name is None or one.local or name in seen:
            continue
        if any(handed(text) for value in one.given.values() if (text := text_of(value)) is not None):
            seen.add(name)
            yield CommandSubject(one.reference, partial(elsewhere_facts, one.reference))
