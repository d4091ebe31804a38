"""For which service of Azure a token is: Azure ML takes one audience, Azure Resource Manager others, in each cloud its own.

Source: azure/ai/ml/_azure_environments.py (azure-ai-ml 1.35.2), azure/cli/core/cloud.py and `get_access_token` (azure-cli 2.91).
"""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.record import Record

# The services, as rules name them.
ML, ARM = "ml", "arm"


class Cloud(Record):
    """A cloud: the end of its scoring hosts, its Resource Manager, and the resources for which each of them takes tokens."""

    scoring: str
    manager: str
    ml: str
    arm: tuple[str, ...]


_CLOUDS = (
    Cloud("ml.azure.com", "management.azure.com", "https://ml.azure.com", ("https://management.azure.com", "https://management.core.windows.net")),
    Cloud(
        "ml.azure.cn", "management.chinacloudapi.cn", "https://ml.azure.cn",
        ("https://management.chinacloudapi.cn", "https://management.core.chinacloudapi.cn"),
    ),
    Cloud(
        "ml.azure.us", "management.usgovcloudapi.net", "https://ml.azure.us",
        ("https://management.usgovcloudapi.net", "https://management.core.usgovcloudapi.net"),
    ),
)  # fmt: skip
# The applications of Microsoft Entra that stand for the two services, in all clouds.
_APPLICATIONS = {"18a66f5f-dbdf-4c17-9dd7-1634712a9cbe": ML, "797f4846-ba00-4fd7-ba43-dac1f8f63013": ARM}
_SCOPE = Pattern(r"(?i)/+\.default\Z")


def cloud_of(host: str) -> Cloud | None:
    """Return the cloud that a host is in; None where it is none of ours, or not known."""
    plain = host.lower().partition(":")[0]
    return next((one for one in _CLOUDS if plain == one.manager or plain.endswith(f".{one.scoring}") or plain in _hosts(one)), None)


def _hosts(cloud: Cloud) -> list[str]:
    return [resource.removeprefix("https://") for resource in cloud.arm]


def taken_by(service: str, cloud: Cloud | None) -> str:
    """Return the resource whose token a service takes; that of the public cloud where the cloud is not known."""
    known = cloud or _CLOUDS[0]
    return known.ml if service == ML else known.arm[0]


def accepts(service: str, cloud: Cloud | None, resource: str) -> bool:
    """Tell whether a service takes a token for a resource or a scope; of any cloud where the cloud is not known."""
    plain = _SCOPE.compiled.sub("", resource.strip()).rstrip("/").lower()
    application = _APPLICATIONS.get(plain.removeprefix("api://"))
    if application is not None:
        return application == service
    clouds = _CLOUDS if cloud is None else (cloud,)
    return any(plain in ((one.ml,) if service == ML else one.arm) for one in clouds)
