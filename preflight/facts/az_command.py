"""What is known of an `az` command, or of another call that gets a token."""

from __future__ import annotations

from functools import cache

from preflight.az.assignment import unassigned
from preflight.az.audience import ML, accepts, cloud_of, taken_by
from preflight.az.instead import instead_of
from preflight.az.options import options_of
from preflight.record import Record
from preflight.value import Absent, Present, Unknown, fact, listing, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.az.arguments import Flag
    from preflight.az.command import AzCommand
    from preflight.value import Located, Value

GET_TOKEN = "account get-access-token"  # noqa: S105 - the name of a command
REST = "rest"
# The file of its `--file`, the path of a model, the deployment that it names, and the output of a job that it downloads.
NAMED = ("file", "model_path", "deployment", "download")


class Sent(Record):
    """A request that a token is sent with: to which service (`ml`, `arm`) at what URL, and its host where that is known."""

    service: str
    url: Value
    host: str


def az_facts(command: AzCommand, named: Mapping[str, Value], sent: Iterable[Sent]) -> Present:
    """Return the root `command` of an `az` command; `named` is what is known of `NAMED`, `sent` are the requests with its token."""
    near = command.near
    resource = audience(command)
    known = command.may_be or ""
    return mapping(
        {
            "name": command.name if isinstance(command.name, Present) else at_run_time(command.name),
            "flags": listing([_flag(flag, command) for flag in command.flags], near, _rest(command)),
            "options": _options(known),
            "set_twice": listing(_set_twice(command), near),
            "unassigned": unassigned(command),
            **{name: named.get(name, Absent(near)) for name in NAMED},
            **token_facts(resource, sent, near),
            "elsewhere": Absent(near),
        },
        near,
    )


def token_call(name: Value, resource: Value, sent: Iterable[Sent]) -> Present:
    """Return the root `command` of a call in code that gets a token."""
    empty = {"flags": listing([], name), "options": listing([], name), "set_twice": listing([], name)}
    nothing = dict.fromkeys((*NAMED, "unassigned", "elsewhere"), Absent(name))
    return mapping({"name": name, **empty, **nothing, **token_facts(resource, sent, name)}, name)


def elsewhere_facts(reference: Value) -> Present:
    """Return the root `command` of the commands that a file runs and that stand where nothing is read."""
    unread = Unknown(f"what `{text_of(reference) or 'it'}` runs is not in this repository", reference, asked=False, at_run=True)
    calls = mapping({"reference": reference, "read": unread}, reference)
    return mapping(
        {**dict.fromkeys(("name", *NAMED, "unassigned", "resource"), Absent(reference)), **_lists(reference), "elsewhere": calls}, reference
    )


def _lists(near: Located) -> dict[str, Value]:
    return {name: listing([], near) for name in ("flags", "options", "set_twice", "token_goes_to")}


def token_facts(resource: Value, sent: Iterable[Sent], near: Located) -> dict[str, Value]:
    """Return for what a token is got, and for each request that it is sent with whether that is what is taken there."""
    return {"resource": resource, "token_goes_to": listing([_use(resource, one) for one in sent], near)}


def audience(command: AzCommand) -> Value:
    """Return for what a command gets a token, as it is written; absent where it is Azure Resource Manager, since nothing is said."""
    if command.may_be not in (GET_TOKEN, REST):
        return Absent(command.near)
    given = [value for option in ("--resource", "--scope", "--resource-type") if not isinstance(value := command.value(option), Absent)]
    return at_run_time(given[0]) if given else Absent(command.near)


def at_run_time(value: Value) -> Value:
    """Return a value of a script; what only its run tells was asked of nobody."""
    return Unknown(value.reason, value, text=value.text, asked=False, at_run=True) if isinstance(value, Unknown) else value


def _use(resource: Value, sent: Sent) -> Value:
    cloud = cloud_of(sent.host) if sent.host else None
    expected = taken_by(sent.service, cloud)
    facts = {"service": sent.service, "url": at_run_time(sent.url), "takes": expected, "accepted": _accepted(resource, sent, expected)}
    return mapping({name: fact(value, sent.url) for name, value in facts.items()}, sent.url)


def _accepted(resource: Value, sent: Sent, expected: str) -> Value:
    """Tell whether a token is taken; unknown where its audience is, or where the host is none that anything is known of."""
    if isinstance(resource, Unknown):
        return resource.elsewhere(resource)
    cloud = cloud_of(sent.host) if sent.host else None
    if sent.host and cloud is None:
        return Unknown(f"what `{sent.host}` takes is not known", sent.url, asked=False, at_run=True)
    written = text_of(resource)
    if written is None:
        return fact(sent.service != ML, resource)
    if written == "arm":  # `--resource-type arm`
        return fact(sent.service != ML, resource)
    return fact(accepts(sent.service, cloud, written) or written == expected, resource)


def _flag(flag: Flag, command: AzCommand) -> Value:
    written = at_run_time(flag.written)
    value = at_run_time(flag.words[0].value()) if flag.words else Absent(written)
    facts = {"name": fact(flag.name, written), "value": value, "instead": Absent(written)}
    # A name with a variable in it may be that of another command, too.
    doubt = written if isinstance(written, Unknown) else at_run_time(command.name) if not command.known else None
    if isinstance(doubt, Unknown):
        return mapping(facts | {"known": doubt.elsewhere(written)}, written)
    known = flag.known or flag.ambiguous
    instead = None if known else instead_of(command.may_be or "", flag.name)
    return mapping(facts | {"known": fact(known, written), "instead": fact(instead, written)}, written)


def _rest(command: AzCommand) -> Unknown | None:
    return None if command.rest is None else Unknown(command.rest.reason, command.rest, asked=False, at_run=True)


@cache
def _options(command: str) -> Present:
    """Return the names of the options that a command has: the same for each time it is run."""
    found = {option.names[0] for option in options_of(command).values()}
    return listing([Present(name) for name in sorted(found)])


def _set_twice(command: AzCommand) -> list[Value]:
    """Return the keys that `--set` gives a value more than once, in the order of their later values."""
    found: list[Value] = []
    seen: dict[str, Value] = {}
    for flag in command.all_given("--set"):
        for word in flag.words:
            name, equals, _ = word.text.partition("=")
            key = word.part(0, len(name)).value()
            if not equals or not isinstance(key, Present):
                continue
            if name in seen:
                found.append(mapping({"key": key, "first": seen[name]}, key))
            seen[name] = key
    return found
