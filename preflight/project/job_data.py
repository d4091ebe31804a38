"""What only the paths of a job's inputs and outputs lead to: where the data lie, what lies there, and whether the compute may use it."""

from __future__ import annotations

from preflight import question
from preflight.facts.answered import unasked
from preflight.facts.datastore import named, place_in
from preflight.facts.storage_address import InAccount, InDatastore, address
from preflight.project.discovery import MLMODEL
from preflight.project.live_storage import MLMODEL_BYTES, LiveStorage
from preflight.project.stored_data import Storage
from preflight.project.stored_files import StoredFiles
from preflight.value import Absent, Present, Unknown, child, fact, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.stored_data import Whereabouts
    from preflight.sending import Sending
    from preflight.value import Value

# The name of the output file when the deployment says nothing (CLI (v2) batch deployment YAML schema).
_OUTPUT_FILE = "predictions.csv"
_SUMMARY_ONLY = "summaryonly"


class JobData:
    """The data side of a job that a deployment will run."""

    def __init__(self, links: Links, deployment: Value, model: Value, mlmodel: Value | None, sending: Sending | None = None) -> None:
        """Take what finds documents, the facts of the deployment and of its model, the MLmodel file beside it, and how the job is sent."""
        self._sending = sending
        self._links = links
        self._deployment = deployment
        self._model = model
        self._mlmodel = mlmodel
        self._live = LiveStorage(links.live.world)
        self._storage = Storage(links, self._live)
        self._files = StoredFiles(self._live)

    def of_input(self, path: Value, kind: Value) -> dict[str, Value]:
        """Return the facts of an input."""
        stored = self._storage.follow(path)
        held = self._files.of(stored, kind, path)
        lost: Value = Absent(path) if isinstance(path, Absent) else unasked(path, "what columns an input has")
        if self._links.live.named:
            lost = self._files.missing_columns(stored.at, held, path, self._needed_columns(path))
        return {
            "asset": stored.asset,
            "data_type": stored.data_type,
            **_place(stored.at, path),
            "found": held.found,
            "files": held.files,
            "file_types": held.file_types,
            "nested": held.nested,
            "missing_columns": lost,
            "compute_access": self._access(stored.at, path, writes=False),
        }

    def of_output(self, path: Value) -> dict[str, Value]:
        """Return the facts of an output."""
        at = self._storage.follow(path).at
        file = self._output_file(path)
        taken = self._files.taken(at.place, file, path)
        return {**_place(at, path), "file": file, "taken": taken, "compute_access": self._access(at, path, writes=True)}

    def _access(self, at: Whereabouts, path: Value, *, writes: bool) -> Value:
        """Tell what the compute may do; roles are no business of a run that asks nobody."""
        if isinstance(path, Absent):
            return Absent(path)
        if not self._links.live.named:
            return unasked(path, "whether the compute may use it")
        from preflight.facts.data_roles import READ, WRITE  # noqa: PLC0415 - only a live run comes to it
        from preflight.project.compute_access import ComputeAccess  # noqa: PLC0415 - only a live run comes to it

        compute = self._links.live.compute(child(self._deployment, "compute"))
        return ComputeAccess(self._live, compute).to(at, WRITE if writes else READ, path)

    def _output_file(self, path: Value) -> Value:
        """Return the name of the file that the job writes; absent where it writes none of its own."""
        form, action, name = (child(self._deployment, key) for key in ("form", "output_action", "output_file_name"))
        doubt = doubt_of(form, action, name)
        if doubt is not None or text_of(form) not in ("flat", "model"):
            return doubt.elsewhere(path) if doubt is not None else Absent(path)
        if (text_of(action) or "").replace("_", "").lower() == _SUMMARY_ONLY:
            return Absent(path)
        given = child(self._sending.overrides, "output_file_name") if self._sending is not None else Absent(path)
        if not isinstance(given, Absent):
            return given.elsewhere(path) if isinstance(given, Unknown) else fact(text_of(given), path)
        return fact(text_of(name) or _OUTPUT_FILE, path)

    def _needed_columns(self, near: Value) -> Value:
        """Return the columns that the model of the deployment needs, from its MLmodel file here or where the workspace has it."""
        root = self._mlmodel
        if root is None:
            head = self._mlmodel_head(near)
            if not isinstance(head, Present):
                return head
            from preflight.facts.model_columns import mlmodel_in  # noqa: PLC0415 - few runs come to it

            root = mlmodel_in(head)
        from preflight.facts.model_columns import needed_columns  # noqa: PLC0415 - few runs come to it

        return needed_columns(root)

    def _mlmodel_head(self, near: Value) -> Value:
        told = self._links.live.asset(question.MODEL, child(self._model, "reference"))
        listed = self._live.datastores(near, "where the model lies is not known")
        doubt = doubt_of(told, listed)
        if doubt is not None:
            return doubt
        where = address(text_of(child(child(told, "properties"), "modelUri")) or "")
        if not isinstance(where, InDatastore):
            return Unknown("where the model lies is not followed", near, asked=False) if isinstance(told, Present) else Absent(near)
        found = named(listed, where)
        place = place_in(found, where.path) if isinstance(found, Present) else found
        if not isinstance(place, InAccount):
            return place
        return self._live.head(place, f"{place.path.rstrip('/')}/{MLMODEL}", MLMODEL_BYTES, near)


def _place(at: Whereabouts, path: Value) -> dict[str, Value]:
    """Return the facts of where data lie."""
    place = at.place
    facts: dict[str, Value] = {"datastore": at.datastore, "hierarchical": at.hierarchical}
    if isinstance(place, InAccount):
        return {**facts, "account": fact(place.account, path), "container": fact(place.container, path)}
    why = place.elsewhere(path) if isinstance(place, Unknown) else Absent(path)
    return {**facts, "account": why, "container": why}
