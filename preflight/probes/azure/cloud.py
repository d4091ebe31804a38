"""The clouds of Azure: which hosts a client may talk to, and for what its token is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

STORAGE_SCOPE = "https://storage.azure.com/.default"


@dataclass(frozen=True)
class Cloud:
    """One cloud: hosts of its resource manager and its sign-in, and the domains of its storage accounts.

    `sign_in` is None where azure-identity's own choice is right, which the environment may change.
    """

    manager: str
    sign_in: str | None
    storage: tuple[str, ...]
    machine_learning: str = "azureml.ms"

    @property
    def scope(self) -> str:
        """What a token for the resource manager is asked for."""
        return f"https://{self.manager}/.default"

    def holds_account(self, host: str) -> bool:
        """Tell whether a host is the blob service of a storage account in this cloud: no other may see a token."""
        domains = "|".join(map(re.escape, self.storage))
        return re.fullmatch(rf"[a-z0-9]{{3,24}}(-secondary)?\.(z[0-9]{{1,2}}\.)?blob\.({domains})", host) is not None

    def holds_history(self, host: str) -> bool:
        """Tell whether a host keeps the history of runs in a region of this cloud."""
        return re.fullmatch(rf"[a-z0-9-]{{3,40}}\.api\.{re.escape(self.machine_learning)}", host) is not None


# Source: azure.ai.ml._azure_environments, and for `storage.azure.net`
# https://learn.microsoft.com/azure/storage/common/storage-account-overview#azure-dns-zone-endpoints
CLOUDS = {
    "AzureCloud": Cloud("management.azure.com", None, ("core.windows.net", "storage.azure.net")),
    "AzureUSGovernment": Cloud("management.usgovcloudapi.net", "login.microsoftonline.us", ("core.usgovcloudapi.net",), "ml.azure.us"),
    "AzureChinaCloud": Cloud("management.chinacloudapi.cn", "login.chinacloudapi.cn", ("core.chinacloudapi.cn",), "ml.azure.cn"),
}
