"""Measures a check with a workspace: requests and seconds, against the fake Azure of the tests, whose answers take their time."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.azure.fake import FakeAzure
from tests.azure.good import good_world
from tests.live.worlds.outcome import NAMED
from tests.live.worlds.project import write

if TYPE_CHECKING:
    from tests.azure.traffic import Traffic

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measured:
    """One run: seconds of the process, seconds from its first request to its last answer, and what was asked."""

    process: float
    asking: float
    requests: int
    sign_in: int
    chain: int
    chained: float

    @property
    def ratio(self) -> float:
        """How much longer the asking took than the longest row of requests of which each had to wait for the one before."""
        return self.asking / self.chained


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=int, nargs="+", default=[0, 150], help="milliseconds that an answer takes (default: 0 and 150)")
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each (default: 7)")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, median of {options.runs} runs, one endpoint, one deployment, one job")
    print("latency  requests  sign-in  longest chain  asking   ÷ chain  process")
    with tempfile.TemporaryDirectory() as made, FakeAzure() as azure:
        folder = write(Path(made), {})
        for latency in options.latency:
            show(latency, [run(azure, latency, folder) for _ in range(options.runs + 1)][1:])


def run(azure: FakeAzure, latency: int, folder: Path) -> Measured:
    """Check once, in a process of its own; raises RuntimeError when that does not come out clean."""
    azure.reset(good_world()).latency_ms = latency
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "preflight", "check", *NAMED, "--unknown", "fail"],
        cwd=folder,
        env=azure.env | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    process = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return measured(process, azure.log)


def measured(process: float, log: Traffic) -> Measured:
    """Return the numbers of one run."""
    chain = log.chain()
    return Measured(
        process=process,
        asking=max(one.end for one in log.exchanges) - min(one.start for one in log.exchanges),
        requests=len(log.exchanges),
        sign_in=log.count("login.microsoftonline.com*"),
        chain=len(chain),
        chained=sum(one.end - one.start for one in chain),
    )


def show(latency: int, runs: list[Measured]) -> None:
    """Print the medians of the runs at one latency."""
    middle = sorted(runs, key=lambda one: one.process)[len(runs) // 2]
    asking, ratio, process = (statistics.median(getattr(one, name) for one in runs) for name in ("asking", "ratio", "process"))
    # Where answers take no time, none waits for another.
    chain, longer = (f"{middle.chain}", f"{ratio:.2f}") if latency else ("-", "-")
    print(
        f"{latency:4} ms  {middle.requests:8}  {middle.sign_in:7}  {chain:>13}  {asking:5.2f} s  {longer:>7}  {process:5.2f} s", flush=True
    )


if __name__ == "__main__":
    main()
