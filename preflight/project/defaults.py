"""The default deployments that commands, requests and code set, where no file of an endpoint says them."""

from __future__ import annotations

from preflight.value import Absent, Later, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preflight.project.names import Key
    from preflight.value import Value

    Setting = tuple[Value, Value]


class Defaults:
    """The deployments that something in sight makes the default of an endpoint: each with the endpoint; either may be unknown."""

    def __init__(self) -> None:
        """Start with none."""
        self._set: list[Setting] = []

    def add(self, endpoint: Value, deployment: Value) -> None:
        """Keep that a deployment is made the default of an endpoint."""
        self._set.append((endpoint, deployment))

    def places(self, endpoint: Value, key: Callable[[Value], Key | None]) -> Iterator[Value]:
        """Yield what says which deployment is the default of an endpoint; `key` tells names from others."""
        wanted = key(endpoint)
        return (deployment for name, deployment in self._set if wanted is not None and key(name) == wanted)

    def of(self, endpoint: Value, others: Iterable[Setting], key: Callable[[Value], Key | None]) -> Value:
        """Return the default deployment of an endpoint: absent where nothing sets one, unknown where something may.

        `others` are those that documents set, `key` tells names from others.
        """
        wanted = key(endpoint)
        doubt: Value = Absent(endpoint)
        for name, deployment in (*self._set, *others):
            if wanted is not None and key(name) == wanted:
                return deployment if not isinstance(deployment, Unknown) else _not_known(endpoint)
            if isinstance(name, Unknown) or isinstance(endpoint, Later):  # what only a run tells may be any
                doubt = _not_known(endpoint)
        return doubt


def _not_known(near: Value) -> Unknown:
    return Unknown("something in sight sets a default deployment, and it is not known which", near, asked=False)
