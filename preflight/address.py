"""Where a workspace is."""

from __future__ import annotations

from preflight.record import Record


class Address(Record):
    """A workspace: its subscription (id), resource group and name, in a cloud by azure-ai-ml's names for them."""

    subscription: str
    resource_group: str
    workspace: str
    cloud: str = "AzureCloud"
