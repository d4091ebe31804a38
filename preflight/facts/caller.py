"""What who asks a workspace may do there, by the permissions that Azure Resource Manager lists for a caller.

Shape: Permissions in azure-rest-api-specs.
"""

from __future__ import annotations

from preflight.facts.answered import list_in, text_told
from preflight.facts.data_roles import matches
from preflight.value import Absent, Unknown, child, fact, mapping, members, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

_ML = "Microsoft.MachineLearningServices/workspaces/"
# What creating endpoints and deployments takes (Microsoft Learn, includes/azureml-batch-prereqs).
DEPLOY = (f"{_ML}batchEndpoints/write", f"{_ML}batchEndpoints/deployments/write")
TEMPLATES = ("Microsoft.Resources/deployments/write",)
# Of what sending jobs takes, the part that the built-in roles named for it have all of (how-to-authenticate-batch-endpoint).
INVOKE = (
    f"{_ML}batchEndpoints/read",
    f"{_ML}batchEndpoints/deployments/read",
    f"{_ML}batchEndpoints/jobs/write",
    f"{_ML}batchEndpoints/deployments/jobs/write",
    f"{_ML}experiments/runs/submit/action",
    f"{_ML}experiments/runs/write",
)
_WHAT = "what this sign-in may do"


def caller_facts(in_workspace: Value, in_group: Value) -> Present:
    """Return what the caller may not do, of what batch endpoints take: lists of actions, empty where nothing is missing.

    `in_workspace` and `in_group` are the permissions in the workspace and in its resource group.
    """
    return mapping(
        {
            "cannot_deploy": lacking(in_workspace, DEPLOY),
            "cannot_invoke": lacking(in_workspace, INVOKE),
            "cannot_use_templates": lacking(in_group, TEMPLATES),
        },
        in_workspace,
    )


def lacking(told: Value, actions: tuple[str, ...]) -> Value:
    """Return those of some actions that no entry of the permissions grants; what an entry takes away, another one may still grant.

    Who could ask has some permission: an empty list tells nothing.
    """
    found = list_in(told, "value", _WHAT)
    if isinstance(found, Unknown):
        return found
    if not members(found):
        return Unknown(f"the answer about {_WHAT} is empty", told)
    granted: list[tuple[list[str], list[str]]] = []
    for entry in members(found):
        given, taken = _patterns(entry, "actions"), _patterns(entry, "notActions")
        doubt = doubt_of(*(one for one in (given, taken) if isinstance(one, Unknown)))
        if doubt is not None:
            return doubt
        granted.append((given, taken))  # type: ignore[arg-type]  # neither is in doubt
    return fact([action for action in actions if not any(_grants(given, taken, action) for given, taken in granted)], told)


def _grants(given: list[str], taken: list[str], action: str) -> bool:
    return any(matches(one, action) for one in given) and not any(matches(one, action) for one in taken)


def _patterns(entry: Value, name: str) -> list[str] | Unknown:
    if name != "actions" and isinstance(child(entry, name), Absent):
        return []
    found = list_in(entry, name, _WHAT)
    if isinstance(found, Unknown):
        return found
    texts = [text_told(one, _WHAT) for one in members(found)]
    return doubt_of(*texts) or [text for one in texts if (text := text_of(one)) is not None]
