"""The deployments that commands name: whether the script that creates the endpoint creates them, too."""

from __future__ import annotations

from preflight.kind import Kind
from preflight.project.later import at_run_time
from preflight.project.names import name_key
from preflight.value import Absent, Later, Present, Unknown, child, fact, listing, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.project.tree import Loaded
    from preflight.value import Value

_CREATE, _CREATE_ENDPOINT = "ml batch-deployment create", "ml batch-endpoint create"
_UPDATE, _DELETE = "ml batch-deployment update", "ml batch-deployment delete"
_NAMING = ("ml batch-deployment show", "ml batch-deployment list-jobs", _UPDATE, _DELETE)


class NamedDeployments:
    """Finds the deployments that commands name among those that the same script creates."""

    def __init__(self, made: Iterable[Loaded]) -> None:
        """Take the documents that commands make."""
        self._made = {id(one.maker.near): one for one in made if one.maker is not None}

    def of(self, command: AzCommand, script: Found) -> Value:
        """Return what is known of the deployment that a command names, by the script it stands in.

        Absent where it names none, and where another script, or somebody, may have created deployments of that endpoint.
        """
        name, endpoint = (at_run_time(command.value(option)) for option in ("--name", "--endpoint-name"))
        nothing = Absent(command.near)
        if command.may_be not in _NAMING or isinstance(name, Absent) or command.given("--file") is not None:
            return nothing
        key = name_key(endpoint)
        if key is None or (command.may_be == _DELETE and not isinstance(endpoint, Later)) or not self._is_created(key, script):
            return nothing
        created = [self._made.get(id(one.near)) for one in script.commands if one.may_be == _CREATE]
        roots = [one.document.root for one in created if one is not None]
        own = [child(root, "name") for root in roots if name_key(child(root, "endpoint_name")) == key]
        if not own:
            return nothing
        others = [other for root in roots if name_key(other := child(root, "endpoint_name")) != key]
        may_be_own = others and any(isinstance(one, Unknown) for one in (*others, endpoint))
        unsure = None in created or script.calls or may_be_own
        return mapping({"name": name, "created": _among(own, name, sure=not unsure), "names": listing(own, name)}, name)

    def _is_created(self, endpoint: object, script: Found) -> bool:
        """Tell whether a script creates an endpoint: with the name that a command gives, or that its file has."""
        if not any(one.may_be == _CREATE_ENDPOINT for one in script.commands):
            return False
        documents = [made for one in script.commands if (made := self._made.get(id(one.near))) is not None]
        return any(one.kind is Kind.BATCH_ENDPOINT and name_key(child(one.document.root, "name")) == endpoint for one in documents)


def _among(created: list[Value], name: Value, *, sure: bool) -> Value:
    """Tell whether a name is among those of what is created."""
    if any(name_key(one) == name_key(name) is not None for one in created):
        return fact(data=True, near=name)
    if sure and all(isinstance(one, Present) for one in (*created, name)):
        return fact(data=False, near=name)
    return Unknown("which deployments the script creates is not known before it runs", name, asked=False, at_run=True)
