"""Tracebacks in logs: as Python writes them, behind what a logger puts before each line, and torn ones."""

from __future__ import annotations

import pytest

from preflight.diagnosis.tracebacks import raised_in

PLAIN = """Traceback (most recent call last):
  File "/mnt/azureml/cr/j/1/exe/wd/driver/azureml_user/parallel_run/score_wrapper.py", line 9, in call
    run()
  File "/mnt/azureml/cr/j/1/exe/wd/code/score.py", line 33, in run
    y = data["target"]
  File "/azureml-envs/a/lib/python3.8/site-packages/pandas/core/frame.py", line 3024, in __getitem__
  File "<frozen importlib>", line 1
KeyError: 'target'
more
"""


def test_an_exception_has_the_frames_of_the_user() -> None:
    raised = raised_in(PLAIN, "a.txt", 7)
    assert raised is not None
    assert (raised.kind, raised.message, raised.text, raised.path, raised.line) == (
        "KeyError",
        "'target'",
        "KeyError: 'target'",
        "a.txt",
        7,
    )
    assert [(frame.line, frame.function, frame.code) for frame in raised.user_frames] == [(33, "run", 'y = data["target"]')]


def test_what_a_logger_writes_before_each_line_does_not_matter() -> None:
    text = "".join(f"2026-11-02 09:00:00,123|ERROR|12|{line}\n" for line in PLAIN.splitlines()[:-1])
    raised = raised_in(text, "a.txt", 1)
    assert raised is not None
    assert raised.kind == "KeyError"


def test_an_exception_without_message() -> None:
    raised = raised_in("Traceback (most recent call last):\nmlflow.exceptions.MlflowException\n", "a", 1)
    assert raised is not None
    assert raised.text == "mlflow.exceptions.MlflowException"


@pytest.mark.parametrize(
    "text", ["Traceback (most recent call last):\n", "Traceback (most recent call last):\n  File\n", "Traceback\n!? no: x\n"]
)
def test_a_torn_traceback_is_none(text: str) -> None:
    assert raised_in(text, "a", 1) is None
