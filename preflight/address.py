"""Where a workspace is, and what Azure lets be a name on the way there."""

from __future__ import annotations

import re

from preflight.record import Record

CLOUDS = ("AzureCloud", "AzureUSGovernment", "AzureChinaCloud")
"""The names of the clouds, as azure-ai-ml and `az cloud list` have them."""

_SUBSCRIPTION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
_RESOURCE_GROUP = re.compile(r"[-\w.()]{0,89}[-\w()]")
# Source: `workspaceName` in azure-rest-api-specs, specification/machinelearningservices
_WORKSPACE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")


class Address(Record):
    """A workspace: its subscription (id), resource group and name, in a cloud of `CLOUDS`."""

    subscription: str
    resource_group: str
    workspace: str
    cloud: str = CLOUDS[0]

    @property
    def group_id(self) -> str:
        """The ARM id of the resource group."""
        return f"/subscriptions/{self.subscription}/resourceGroups/{self.resource_group}"

    @property
    def id(self) -> str:
        """The ARM id of the workspace."""
        return f"{self.group_id}/providers/Microsoft.MachineLearningServices/workspaces/{self.workspace}"


def is_subscription(text: str) -> bool:
    """Tell whether a text may be the id of a subscription, or of anything else that has a GUID."""
    return _SUBSCRIPTION.fullmatch(text) is not None


def is_resource_group(text: str) -> bool:
    """Tell whether a text may name a resource group: at most 90 letters, digits, `_`, `-`, `.` and brackets, no dot at the end."""
    return _RESOURCE_GROUP.fullmatch(text) is not None


def is_workspace(text: str) -> bool:
    """Tell whether a text may be the name of a workspace: 3 to 33 letters, digits, `_` and `-`, a letter or digit first."""
    return _WORKSPACE.fullmatch(text) is not None
