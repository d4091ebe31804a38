"""Timing of processes that take turns, so that a machine that slows down slows down all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field

# A linter that has found something has done its work; any other code is that of a crash or of wrong usage.
_DONE = (0, 1)


@dataclass
class Contender:
    """A command, and what its runs took: seconds on the wall and of its own work, and the peak of its memory in MiB."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Milliseconds of the run in the middle."""
        return statistics.median(self.seconds) * 1000

    @property
    def best(self) -> float:
        """Milliseconds of the fastest run."""
        return min(self.seconds) * 1000

    @property
    def least(self) -> float:
        """Milliseconds of its own work in the run that needed the fewest: other processes change that little."""
        return min(self.worked) * 1000

    @property
    def peak(self) -> float:
        """MiB at the worst run."""
        return max(self.peaks)


def run_in_turns(contenders: list[Contender], runs: int, folder: str) -> None:
    """Run every contender once without counting, then `runs` rounds of each in turn; raises RuntimeError where one fails."""
    for number in range(runs + 1):
        for contender in contenders:
            seconds, worked, peak = _run(contender.command, folder)
            if number:
                contender.seconds.append(seconds)
                contender.worked.append(worked)
                contender.peaks.append(peak)


def _run(command: list[str], folder: str) -> tuple[float, float, float]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in _DONE:
        raise RuntimeError(f"`{' '.join(command)[:200]}` ended with exit code {process.returncode}")
    return seconds, usage.ru_utime, usage.ru_maxrss / 1024
