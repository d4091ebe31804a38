"""Reading a job of the workspace: what it is, its steps, and its logs; only with GET.

`MLClient.jobs.download` cannot be used for it: it asks the run history with POST (`rundata`) and lists the keys of a datastore, which a
transport that only reads refuses. The same logs lie in the container of `workspaceartifactstore`, below `ExperimentRun/dcid.<job>/`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from preflight.probes.azure.clients import Clients
from preflight.probes.azure.clock import Clock
from preflight.probes.azure.credential import SignInFailed
from preflight.probes.azure.failure import NotRead, NotThere, failure
from preflight.probes.azure.reading import body_of, decisive, refused
from preflight.probes.azure.subject import JOB, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preflight.address import Address

    Body = dict[str, Any]

# What azure-ai-ml sends for jobs, datastores and workspaces.
_VERSION = "2024-01-01-preview"
_ARTIFACTS = "workspaceartifactstore"
# The step of a batch scoring job that has its logs.
SCORING_STEP = "batchscoring"
# The most that is downloaded: logs of hundreds of nodes have less.
_MOST_BYTES = 4 << 30
_MOST_FILES = 50_000
_OK = 200
_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,254}", re.ASCII)


@dataclass(frozen=True)
class JobRead:
    """A job, and its step with the logs if there is one: names, and what Azure says of the job and of that step."""

    name: str
    step: str | None
    job: Body
    run: Body


class JobReader:
    """Reads one job; whatever cannot be read, NotRead or NotThere is raised for."""

    def __init__(self, address: Address, deadline: float) -> None:
        """Take the workspace, and the seconds that all of it may take."""
        self._address = address
        self._clients = Clients(address, Clock(deadline))

    def read(self, name: str) -> JobRead:
        """Return the job of a name, whether it is the one that was sent or its step, and the step with the logs."""
        subject = self._subject(name)
        try:
            self._clients.authenticate()
        except SignInFailed as error:
            raise NotRead(str(error)) from error
        job = self._get(self._managed(f"/jobs/{quote(name)}"), subject)
        if job.get("properties"):
            steps = self._steps(name)
            step = _scoring(steps)
            return JobRead(name, _text(step, "runId") or None, job, step)
        run = self._history(name, "", subject)  # a step is no resource of its own any more
        parent = _text(run, "parentRunId")
        above = self._get(self._managed(f"/jobs/{quote(parent)}"), self._subject(parent)) if parent else job
        return JobRead(parent or name, name, above, run)

    def download(self, name: str, folder: str, on_progress: Callable[[int, int], None]) -> int:
        """Download the logs of a job into a folder, and return how many files they are."""
        subject = Subject(JOB, f"the logs of job `{name}`", self._address.id)
        store = self._get(self._managed(f"/datastores/{_ARTIFACTS}"), Subject(JOB, f"datastore `{_ARTIFACTS}`", self._address.id))
        facts = store.get("properties") or {}
        host = f"{facts.get('accountName')}.blob.{facts.get('endpoint') or self._clients.cloud.storage[0]}"
        if not self._clients.cloud.holds_account(host):
            raise NotRead(f"{subject.what} lie at `{host}`, which is no storage account")
        container = self._clients.blobs(f"https://{host}").get_container_client(str(facts.get("containerName")))
        prefix = f"ExperimentRun/dcid.{name}/"
        blobs = list(self._listed(container, prefix, subject))
        total, done = sum(size for _, size in blobs), 0
        for path, size in blobs:
            target = os.path.join(folder, *path.removeprefix(prefix).split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            self._save(container, path, target, size, subject)
            done += size
            on_progress(done, total)
        return len(blobs)

    def close(self) -> None:
        """Close all connections."""
        self._clients.close()

    def _listed(self, container: Any, prefix: str, subject: Subject) -> Iterator[tuple[str, int]]:
        """Yield the logs by name and size; what would lie outside of the folder is left out."""
        heard = self._clients.listener.call(
            lambda: [(blob.name, int(blob.size or 0)) for blob in container.list_blobs(name_starts_with=prefix)]
        )
        if not isinstance(heard.result, list):
            reply = decisive(heard, subject)
            raise refused(reply, subject) if reply.status != _OK else NotRead(failure(heard.error, subject))
        count = size = 0
        for name, length in heard.result:
            parts = name.removeprefix(prefix).split("/")
            if not name.startswith(prefix) or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
                continue
            count, size = count + 1, size + length
            if count > _MOST_FILES or size > _MOST_BYTES:
                return
            yield name, length

    def _save(self, container: Any, name: str, target: str, size: int, subject: Subject) -> None:
        if not size:
            open(target, "wb").close()
            return
        with open(target, "wb") as stream:
            heard = self._clients.listener.call(lambda: container.get_blob_client(name).download_blob(max_concurrency=1).readinto(stream))
        if heard.error is not None:
            raise NotRead(failure(heard.error, subject))

    def _steps(self, name: str) -> list[Body]:
        """Return the runs below a job; none where the run history does not say."""
        try:
            found = self._history(name, "/children", self._subject(name)).get("value")
        except (NotRead, NotThere):
            return []
        return [run for run in found if isinstance(run, dict)] if isinstance(found, list) else []

    def _history(self, name: str, rest: str, subject: Subject) -> Body:
        """Ask the run history, whose host the workspace names."""
        workspace = self._get(self._managed(""), Subject(JOB, f"workspace `{self._address.workspace}`", self._address.id))
        address = str((workspace.get("properties") or {}).get("discoveryUrl") or "")
        host = urlsplit(address).netloc.lower()
        if not self._clients.cloud.holds_history(host):
            raise NotRead(f"{subject.what} cannot be read: `{host}` is no host of Azure Machine Learning")
        return self._get(f"https://{host}/history/v1.0{self._address.id}/runs/{quote(name)}{rest}", subject)

    def _managed(self, rest: str) -> str:
        return f"https://{self._clients.cloud.manager}{self._address.id}{rest}?api-version={_VERSION}"

    def _get(self, url: str, subject: Subject) -> Body:
        def call() -> Any:
            from azure.core.rest import HttpRequest

            return self._clients.manager().send_request(HttpRequest("GET", url))

        return body_of(self._clients.listener.call(call), subject)

    def _subject(self, name: str) -> Subject:
        subject = Subject(JOB, f"job `{name}`", f"{self._address.id}/jobs/{name}", name)
        if not _NAME.fullmatch(name):
            raise subject.unnamed()
        return subject


def _scoring(steps: list[Body]) -> Body:
    """Return the step that scores: by its name, else the only one."""
    for step in steps:
        told = step.get("properties") or {}
        if SCORING_STEP in {_text(step, "displayName"), _text(step, "name"), told.get("azureml.moduleName"), told.get("azureml.moduleid")}:
            return step
    return steps[0] if len(steps) == 1 else {}


def _text(body: Body, key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""
