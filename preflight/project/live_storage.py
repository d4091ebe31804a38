"""Datastores, storage accounts, who may read them and what they hold, as the workspace and its storage tell it."""

from __future__ import annotations

from preflight import question
from preflight.question import Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.storage_address import InAccount
    from preflight.value import Located, Value
    from preflight.world import World

# As many names as one page of a listing has.
MOST_NAMES = 1_000
# An MLmodel file is needed as a whole; of a CSV file, no more is read than its header may take.
MLMODEL_BYTES, HEADER_BYTES = 65_536, 8_192


class LiveStorage:
    """The storage behind a workspace, asked by addresses; every answer stands where the text stands that led to it."""

    def __init__(self, world: World) -> None:
        """Take the answers of the run."""
        self._world = world

    def datastores(self, near: Located | None, subject: str) -> Value:
        """Return the datastores of the workspace, as `value` of a mapping; `subject` begins the reason why they are not known."""
        return self._world.value(Question(question.DATASTORES), near, "the datastores", subject)

    def account(self, arm_id: str, near: Located | None) -> Value:
        """Return a storage account."""
        name = arm_id.rpartition("/")[2]
        reason = f"the sort of the storage account `{name}` is not known"
        return self._world.value(Question(question.STORAGE_ACCOUNT, (arm_id,)), near, name, reason)

    def roles(self, arm_id: str, principal: str, near: Located | None) -> Value:
        """Return the role assignments of a principal at a storage account, above and below it."""
        return self._assignments(question.ROLE_ASSIGNMENTS, arm_id, principal, near)

    def denials(self, arm_id: str, principal: str, near: Located | None) -> Value:
        """Return the deny assignments of a principal at a storage account, above and below it."""
        return self._assignments(question.DENY_ASSIGNMENTS, arm_id, principal, near)

    def _assignments(self, resource: str, arm_id: str, principal: str, near: Located | None) -> Value:
        name = arm_id.rpartition("/")[2]
        return self._world.value(
            Question(resource, (arm_id, principal)), near, f"the access to {name}", f"who may read `{name}` is not known"
        )

    def blobs(self, place: InAccount, prefix: str, most: int, near: Located | None) -> Value:
        """Return what of a container begins with a prefix, at most so many names; absent where there is no such container."""
        asked = Question(question.BLOBS, (place.endpoint, place.container, prefix, str(most)))
        shown = f"{place.container}/{prefix}"
        return self._world.value(asked, near, shown, f"what `{shown}` of `{place.account}` holds is not known")

    def head(self, place: InAccount, path: str, most: int, near: Located | None) -> Value:
        """Return the beginning of a blob, at most so many bytes; absent where there is none."""
        asked = Question(question.BLOB_HEAD, (place.endpoint, place.container, path, str(most)))
        return self._world.value(asked, near, path, f"what `{place.container}/{path}` of `{place.account}` holds is not known")
