"""Which sort of job logs are of: only a batch scoring job has the files that this package knows best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.diagnosis.layout import Part, inside

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = "batch scoring"
_BATCH_PARTS = {
    Part.RESULT,
    Part.OVERVIEW,
    Part.ERRORS,
    Part.USER_ERROR,
    Part.STDOUT,
    Part.MASTER,
    Part.NODE,
    Part.TABLE,
    Part.SYSTEM_ERROR,
}
# What the engine of batch jobs writes into its log.
_BATCH_WORDS = (b"amlbi_main", b"batch inference", b"parallel_run", b"mini batch", b"minibatch")
# What the logs of other jobs have, and what these are called.
_PATHS = (
    ("azureml_automl", "automated machine learning"),
    ("hyperdrive", "sweep"),
    ("executionlogs.txt", "pipeline"),
    ("std_log_process_", "distributed command"),
)
_WORDS = (
    (b"azureml container runtime information", "online endpoint"),
    (b"azmlinfsrv", "online endpoint"),
    (b"starting gunicorn", "online endpoint"),
    (b"hyperdrive", "sweep"),
)
# How much of a driver's log says what it drives.
HEAD = 1 << 16


def kind_of(paths: Iterable[tuple[str, Part]], heads: Iterable[bytes]) -> str:
    """Return the sort of job: `BATCH`, another one, or an empty text where it cannot be told."""
    given = list(paths)
    texts = [head.lower() for head in heads]
    if any(part in _BATCH_PARTS for _, part in given) or any(word in text for text in texts for word in _BATCH_WORDS):
        return BATCH
    names = [inside(path).lower() for path, _ in given]
    for mark, kind in _PATHS:
        if any(mark in name for name in names):
            return kind
    for word, kind in _WORDS:
        if any(word in text for text in texts):
            return kind
    return "command" if any(name.startswith(("user_logs/", "azureml-logs/70_")) for name in names) else ""
