"""What is told of a diagnosis, in every format: sentences and tables, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preflight.diagnosis.advice import Advice, advice
from preflight.diagnosis.diagnosis import FAILED, SUCCEEDED
from preflight.diagnosis.jobkind import BATCH
from preflight.diagnosis.settings import NO_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.diagnosis.causes import Cause
    from preflight.diagnosis.diagnosis import Diagnosis
    from preflight.diagnosis.facts import Worker
    from preflight.diagnosis.settings import Setting, Settings

_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Job:
    """What a workspace tells of a job: its names, links and commands."""

    facts: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A diagnosis with what surrounds it: where its logs were read, what the deployment sets, and the job's own facts."""

    source: str
    diagnosis: Diagnosis
    settings: Settings = NO_SETTINGS
    job: Job | None = None

    @property
    def advice(self) -> list[Advice]:
        """What the numbers say."""
        return advice(self.diagnosis, self.settings)

    @property
    def headline(self) -> str:
        """What came of it, in one sentence."""
        found = self.diagnosis
        if found.has_failure:
            return f"the job failed: {found.causes[0].text(found.causes[0].sighting.failure.summary)}"
        if found.outcome == SUCCEEDED:
            return "no failure: the logs say that the job succeeded"
        if found.outcome == FAILED or found.raised:
            return "the job failed, and no known failure is in its logs"
        return "no failure is in the logs" if found.files else "there are no logs"

    @property
    def kind_note(self) -> str:
        """What to say of logs that are no batch scoring job's; an empty text for those that are, or may be."""
        kind = self.diagnosis.kind
        if kind in ("", BATCH):
            return ""
        what = "an online endpoint" if kind == "online endpoint" else f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} job"
        return f"these are the logs of {what}, not of a batch scoring job: only what all jobs have in common is known of them"

    def settings_of(self, cause: Cause) -> list[Setting]:
        """Return the keys of the deployment that the remedy of a cause has to do with."""
        return [self.settings.keys[key] for key in cause.sighting.failure.keys if key in self.settings.keys]

    def findings_of(self, cause: Cause) -> list[tuple[str, str, str]]:
        """Return the findings on the deployment by rules that have to do with a cause."""
        return [finding for finding in self.settings.findings if finding[0] in cause.sighting.failure.rules]

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The facts of the job by what they are."""
        facts = self.diagnosis.facts
        batches = facts.batches
        rows = []
        counts = {"created": batches.created, "processed": batches.processed, "failed": batches.failed, "retried": batches.retried}
        said = [f"{count} {word}" for word, count in counts.items() if count is not None]
        if said:
            rows.append(("mini-batches", ", ".join(said)))
        workers = list(batches.workers.values())
        if workers:
            items = f"{sum(one.succeeded for one in workers)} ok, {sum(one.failed for one in workers)} failed"
            rows.append(("items", items))
            nodes = len({one.node for one in workers})
            rows.append(("workers", f"{len(workers)} processes on {nodes} node{'s' if nodes != 1 else ''}"))
            times = f"elapsed {sum(w.elapsed for w in workers):.0f} s, in run() {sum(w.method for w in workers):.0f} s"
            rows.append(("time", f"{times}, computing {sum(w.cpu for w in workers):.0f} s"))
        if batches.slowest is not None:
            slowest = batches.slowest
            note = ", stopped by the time-out" if slowest.timed_out else ""
            rows.append(("slowest", f"mini-batch {slowest.batch}: {slowest.elapsed:.1f} s on node {slowest.node}, {slowest.process}{note}"))
        if facts.resources:
            memory = max(facts.resources.values(), key=lambda node: node.memory.peak)
            disk = max(facts.resources.values(), key=lambda node: node.disk.peak)
            peaks = [f"{name} {node.peak:.0f} %" for name, node in (("memory", memory.memory), ("disk", disk.disk)) if node.peak]
            if peaks:
                rows.append(("peak", f"{', '.join(peaks)} of a node"))
        rows.append(("read", f"{self.diagnosis.files} files, {self.diagnosis.bytes / _MEGABYTE:.1f} MiB"))
        return rows

    def workers(self, most: int) -> tuple[list[Worker], int]:
        """Return the worker processes to show, those with failures and the slowest first, and how many are left out."""
        everyone = sorted(self.diagnosis.facts.batches.workers.values(), key=lambda one: (-one.failed, -one.slowest, one.node, one.process))
        return everyone[:most], max(0, len(everyone) - most)
