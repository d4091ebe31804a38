"""The clouds of Azure: who signs in, who manages resources, who keeps blobs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Service(Enum):
    """What a host is for."""

    SIGN_IN = "sign-in"
    MANAGER = "manager"
    BLOB = "blob"
    HISTORY = "history"


@dataclass(frozen=True)
class Cloud:
    """The hosts of one cloud; `name` is what the command line of Azure calls it."""

    name: str
    sign_in: str
    manager: str
    storage: str
    machine_learning: str

    @property
    def names(self) -> tuple[str, ...]:
        """The host names that a certificate for this cloud has."""
        return (self.sign_in, self.manager, f"*.blob.{self.storage}", f"*.api.{self.machine_learning}")

    @property
    def audiences(self) -> tuple[str, ...]:
        """Whom a token for the resource manager may be for."""
        return (f"https://{self.manager}", f"https://management.{self.storage}")

    def service(self, host: str) -> Service | None:
        """Return what a host is for, None for a host that this cloud does not have."""
        if host == self.sign_in:
            return Service.SIGN_IN
        if host == self.manager:
            return Service.MANAGER
        if host.partition(".")[2] == f"api.{self.machine_learning}":
            return Service.HISTORY
        return Service.BLOB if self.account(host) else None

    def account(self, host: str) -> str:
        """Return the storage account whose blobs a host keeps, an empty text for any other host."""
        account, _, rest = host.partition(".")
        return account if rest == f"blob.{self.storage}" else ""


AZURE = Cloud("AzureCloud", "login.microsoftonline.com", "management.azure.com", "core.windows.net", "azureml.ms")
US_GOVERNMENT = Cloud(
    "AzureUSGovernment", "login.microsoftonline.us", "management.usgovcloudapi.net", "core.usgovcloudapi.net", "ml.azure.us"
)
CHINA = Cloud("AzureChinaCloud", "login.chinacloudapi.cn", "management.chinacloudapi.cn", "core.chinacloudapi.cn", "ml.azure.cn")
CLOUDS = (AZURE, US_GOVERNMENT, CHINA)
