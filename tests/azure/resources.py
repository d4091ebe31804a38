"""What a subscription holds: resources by their ids, which have no case."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.azure.address import address

_FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_STEP = timedelta(minutes=1)

Path = str | tuple[str | int, ...]


class Resources:
    """Resources by id; what is set later was created later."""

    def __init__(self) -> None:
        """Start with none."""
        self._bodies: dict[str, Any] = {}
        self._number = 0

    def set(self, arm_id: str, body: Any) -> None:
        """Put a resource, or the whole answer to a path.

        An object that is no collection gets the `id`, `name`, `type` and `systemData` that it lacks.
        Its subscription and its resource group are made where they are not there.
        """
        where = address(arm_id)
        created = (_FIRST + self._number * _STEP).isoformat().replace("+00:00", "Z")
        self._number += 1
        if isinstance(body, dict) and not where.is_collection:
            facts = {"id": where.id, "name": where.name, "type": where.type}
            body = {**facts, "systemData": {"createdAt": created, "lastModifiedAt": created}, **body}
        self._make_containers(where.subscription, where.group)
        self._bodies[where.id.lower()] = copy.deepcopy(body)

    def get(self, arm_id: str) -> Any:
        """Return a resource; raises KeyError where there is none."""
        return self._bodies[address(arm_id).id.lower()]

    def has(self, arm_id: str) -> bool:
        """Tell whether there is a resource or an answer."""
        return address(arm_id).id.lower() in self._bodies

    def remove(self, arm_id: str) -> None:
        """Remove a resource and all below it; raises KeyError where there is none."""
        whole = address(arm_id).id.lower()
        gone = [one for one in self._bodies if one == whole or one.startswith(f"{whole}/")]
        if not gone:
            raise KeyError(arm_id)
        for one in gone:
            del self._bodies[one]

    def patch(self, arm_id: str, path: Path, value: Any) -> None:
        """Set a value inside of a resource; a path with dots, or a tuple where keys have dots themselves."""
        *above, last = _steps(path)
        target = self.get(arm_id)
        for step in above:
            if isinstance(target, dict) and not isinstance(target.get(step), dict | list):
                target[step] = {}
            target = target[step]
        target[last] = value

    def drop(self, arm_id: str, path: Path) -> None:
        """Remove a value inside of a resource; raises KeyError where there is none."""
        *above, last = _steps(path)
        target = self.get(arm_id)
        for step in above:
            target = target[step]
        del target[last]

    def children(self, collection: str) -> dict[str, Any]:
        """Return the resources directly in a collection by their ids in lower case, in the order in which they were put.

        Of a top-level type the subscription's collection has those of all resource groups.
        """
        wanted = address(collection)
        scope, kind = wanted.scope.lower(), wanted.type.lower()
        parents = tuple(name.lower() for name in wanted.names)
        found = {}
        for one, body in list(self._bodies.items()):
            where = address(one)
            everywhere = len(wanted.types) == 1 and bool(where.group) and where.scope == f"{scope}/resourcegroups/{where.group}"
            alike = where.type.lower() == kind and not where.is_collection and where.names[:-1] == parents
            if alike and (where.scope == scope or everywhere):
                found[one] = body
        return found

    def of_type(self, kind: str) -> dict[str, Any]:
        """Return all resources of a type by their ids in lower case, wherever they are."""
        places = {one: address(one) for one in list(self._bodies)}
        return {one: self._bodies[one] for one, where in places.items() if where.type.lower() == kind.lower() and not where.is_collection}

    def _make_containers(self, subscription: str, group: str) -> None:
        if not subscription:
            return
        whole = f"/subscriptions/{subscription}"
        self._bodies.setdefault(
            whole.lower(), {"id": whole, "subscriptionId": subscription, "displayName": "heart research", "state": "Enabled"}
        )
        if group:
            whole = f"{whole}/resourceGroups/{group}"
            facts = {"id": whole, "name": group, "type": "Microsoft.Resources/resourceGroups", "location": "westeurope"}
            self._bodies.setdefault(whole.lower(), {**facts, "properties": {"provisioningState": "Succeeded"}})


def _steps(path: Path) -> list[Any]:
    return path.split(".") if isinstance(path, str) else list(path)
