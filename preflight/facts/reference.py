"""References to assets: `azureml:name:version`, `azureml:name@label`, registry and ARM forms."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.record import Record

_SHORT = Pattern(r"azureml:(?P<name>[^/:@][^:@]*)(?::(?P<version>[^:@]+)|@(?P<label>[^:@]+))?\Z")
_LONG = Pattern(
    r"(?:azureml:)?/{1,2}(?:registries/(?P<registry>[^/]+)|subscriptions/.+?/workspaces/[^/]+)/(?P<kind>\w+)/(?P<name>[^/]+)"
    r"(?:/(?:versions/(?P<version>[^/]+)|labels/(?P<label>[^/]+)))?/?\Z"
)


class Reference(Record):
    """An asset as a text names it; `version` and `label` are None where it names none, `registry` for the workspace's own."""

    name: str
    version: str | None
    label: str | None
    registry: str | None

    def is_of(self, name: str | None, version: str | None) -> bool:
        """Tell whether this may be an asset with this name and version; an asset without a version may have any."""
        if self.registry is not None or name != self.name:
            return False
        return self.version is None or version is None or version == self.version


def reference(text: str) -> Reference | None:
    """Read a reference; None for another text. The forms are those of azure-ai-ml (azure/ai/ml/constants/_common.py)."""
    match = _SHORT.match(text)
    if match is not None:
        return Reference(match["name"], match["version"], match["label"], None)
    match = _LONG.match(text)
    return Reference(match["name"], match["version"], match["label"], match["registry"]) if match is not None else None


def plain_name(text: str) -> str:
    """Return the name in `azureml:name`, or the text itself."""
    found = reference(text)
    return found.name if found is not None else text
