"""Resource ids of Azure, taken apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """What a path of the resource manager names: a resource, or all resources of a type below another.

    `types` and `names` belong to the last provider of the path; a collection has one type more than names.
    `scope` is what an extension such as a role assignment belongs to, else the resource group or subscription.
    """

    id: str
    subscription: str
    group: str
    scope: str
    namespace: str
    types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def is_collection(self) -> bool:
        """Whether it names all resources of a type."""
        return len(self.types) > len(self.names)

    @property
    def type(self) -> str:
        """The type with its namespace."""
        return "/".join((self.namespace, *self.types))

    @property
    def name(self) -> str:
        """The last name."""
        return self.names[-1] if self.names else ""

    @property
    def action(self) -> str:
        """The permission that reading needs."""
        return f"{self.type}/read"

    @property
    def asked_scope(self) -> str:
        """The scope that a refusal names: the resource, or what the collection is in."""
        return self.id.rpartition("/")[0] if self.is_collection else self.id

    def ancestors(self) -> list[str]:
        """Return the ids of the resources above, outermost first; locations are no resources."""
        base = f"{self.scope}/providers/{self.namespace}"
        pairs = list(zip(self.types, self.names, strict=False))
        above = pairs if self.is_collection else pairs[:-1]
        ids = []
        for kind, name in above:
            base = f"{base}/{kind}/{name}"
            if kind.lower() != "locations":
                ids.append(base)
        return ids


def address(path: str) -> Address:
    """Take a path apart; empty segments, as the SDK sends them, count for nothing."""
    segments = [segment for segment in path.split("/") if segment]
    lower = [segment.lower() for segment in segments]
    whole = "/" + "/".join(segments)
    subscription = segments[1] if lower[:1] == ["subscriptions"] and len(segments) > 1 else ""
    group = segments[3] if subscription and lower[2:3] == ["resourcegroups"] and len(segments) > 3 else ""
    if "providers" not in lower:
        return Address(whole, subscription, group, "", "Microsoft.Resources", tuple(segments[::2]), tuple(segments[1::2]))
    last = len(lower) - 1 - lower[::-1].index("providers")
    rest = segments[last + 2 :]
    scope = "/".join(["", *segments[:last]])
    namespace = segments[last + 1] if last + 1 < len(segments) else ""
    return Address(whole, subscription, group, scope, namespace, tuple(rest[::2]), tuple(rest[1::2]))


def is_within(inner: str, outer: str) -> bool:
    """Tell whether a scope is another one or below it; the root and management groups are above all."""
    inside, outside = inner.lower().rstrip("/"), outer.lower().rstrip("/")
    if not outside or outside.startswith("/providers/microsoft.management/managementgroups/"):
        return True
    return inside == outside or inside.startswith(f"{outside}/")
