"""What logs tell in numbers: mini-batches, nodes and processes, and what was measured on the nodes."""

from __future__ import annotations

from dataclasses import dataclass, field

# The most bars of a timeline, and points of a curve, that are kept of a node.
MOST_BARS = 400
MOST_POINTS = 200


@dataclass(frozen=True)
class Run:
    """One call of `run` for a mini-batch: on which node and process, when (ISO 8601) and how long (seconds), and how it ended."""

    batch: str
    tries: int
    node: str
    process: str
    start: str
    total: int
    succeeded: int
    failed: int
    elapsed: float
    cpu: float
    method: float
    status: str

    @property
    def timed_out(self) -> bool:
        """Whether it was stopped, so that it took longer than `elapsed`."""
        return "TIMEOUT" in self.status.upper()

    @property
    def is_failure(self) -> bool:
        """Whether it was stopped, or raised an exception."""
        return self.timed_out or "EXCEPTION" in self.status.upper() or "FAIL" in self.status.upper()


@dataclass
class Worker:
    """What one process of one node did: how many calls, items and seconds."""

    node: str
    process: str
    runs: int = 0
    succeeded: int = 0
    failed: int = 0
    elapsed: float = 0.0
    cpu: float = 0.0
    method: float = 0.0
    slowest: float = 0.0

    def add(self, run: Run) -> None:
        """Count a call."""
        self.runs += 1
        self.succeeded += run.succeeded
        self.failed += run.failed
        self.elapsed += run.elapsed
        self.cpu += run.cpu
        self.method += run.method
        self.slowest = max(self.slowest, run.elapsed)


@dataclass
class MiniBatches:
    """The mini-batches of a job: created as the engine says, the others as its table does, and every worker process."""

    created: int | None = None
    processed: int | None = None
    failed: int | None = None
    retried: int | None = None
    runs: int = 0
    workers: dict[tuple[str, str], Worker] = field(default_factory=dict)
    slowest: Run | None = None
    timed_out: int = 0
    bars: dict[str, list[Run]] = field(default_factory=dict)
    largest: int = 0


@dataclass
class Curve:
    """A measured quantity of a node, in percent over time, thinned out to `MOST_POINTS` points that keep the peaks."""

    points: list[tuple[str, float]] = field(default_factory=list)
    peak: float = 0.0
    peak_at: str = ""
    _width: int = 1
    _pending: tuple[str, float] | None = None
    _count: int = 0

    def add(self, time: str, value: float) -> None:
        """Take a measurement."""
        if value >= self.peak or not self.peak_at:
            self.peak, self.peak_at = value, time
        if self._pending is None or value > self._pending[1]:
            self._pending = (time, value)
        self._count += 1
        if self._count % self._width == 0:
            self.points.append(self._pending)
            self._pending = None
        if len(self.points) >= 2 * MOST_POINTS:
            self.points = [max(pair, key=lambda point: point[1]) for pair in zip(self.points[::2], self.points[1::2], strict=True)]
            self._width *= 2

    def all(self) -> list[tuple[str, float]]:
        """Return the points with what is pending."""
        return [*self.points, *([self._pending] if self._pending else [])]


@dataclass
class NodeResources:
    """What was measured on a node: memory and disk in percent, megabytes of memory, and the largest process."""

    node: str
    memory: Curve = field(default_factory=Curve)
    disk: Curve = field(default_factory=Curve)
    cpu: Curve = field(default_factory=Curve)
    memory_total: float = 0.0
    largest_process: str = ""
    largest_memory: float = 0.0


@dataclass
class Facts:
    """All that the logs tell in numbers."""

    batches: MiniBatches = field(default_factory=MiniBatches)
    resources: dict[str, NodeResources] = field(default_factory=dict)
    snapshots: int = 0
    timeout: int | None = None
    first_time: str = ""
    last_time: str = ""
