"""The layout of logs: old and new names, wherever they were downloaded to."""

from __future__ import annotations

import pytest

from preflight.diagnosis.jobkind import kind_of
from preflight.diagnosis.layout import Part, inside, node_of, part_of


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("azureml-logs/70_driver_log.txt", Part.DRIVER),
        ("azureml-logs/70_driver_log_0.txt", Part.DRIVER),
        ("azureml-logs/20_image_build_log.txt", Part.BUILD),
        ("azureml-logs/55_azureml-execution-tvmps.txt", Part.SYSTEM),
        ("job/artifacts/logs/job_progress_overview.txt", Part.OVERVIEW),
        ("logs/job_progress_overview.20261102.txt", Part.OVERVIEW),
        ("logs/user/job_progress_overview.txt", Part.OVERVIEW),
        ("logs/overview.txt", Part.OVERVIEW),
        ("logs/readme.txt", Part.OTHER),
        ("logs/job_error.20261102.txt", Part.ERRORS),
        ("logs/job_result.txt", Part.RESULT),
        ("logs/sys/master_role.txt", Part.MASTER),
        ("logs/sys/master_role.0.txt", Part.MASTER),
        ("logs/user/error.txt", Part.ERRORS),
        ("logs/user/error/10.0.0.4/process000.txt", Part.USER_ERROR),
        ("logs/usr/error/10.0.0.4/process000.txt", Part.USER_ERROR),
        ("logs/usr/stdout/0/process000.stdout.txt", Part.STDOUT),
        ("logs/user/stdout/10.0.0.4/process000.stdout.txt", Part.STDOUT),
        ("logs/user/stderr/0/process000.stderr.txt", Part.STDOUT),
        ("logs/user/entry_script_log/0/process000.log.txt", Part.STDOUT),
        ("logs/sys/node/10.0.0.4/process000.txt", Part.NODE),
        ("logs/sys/error/0/process000.txt", Part.SYSTEM_ERROR),
        ("logs/sys/job_report/processed_mini-batches.csv", Part.TABLE),
        ("logs/sys/report/processed_tasks.csv", Part.TABLE),
        ("logs/sys/worker/10.0.0.4/process000.task.csv", Part.TABLE),
        ("logs/perf/10.0.0.4/node_resource_usage.csv", Part.RESOURCES),
        ("logs/sys/perf/0/node_disk_usage.csv", Part.RESOURCES),
        ("logs/perf/0/os/2026110209/processes_05", Part.SNAPSHOT),
        ("user_logs/std_log_0.txt", Part.DRIVER),
        ("system_logs/lifecycler/0/execution-wrapper.txt", Part.SYSTEM),
        ("logs/azureml/executionlogs.txt", Part.SYSTEM),
        ("std_log_0.txt", Part.DRIVER),
        ("downloads/joberror_1.txt", Part.ERRORS),
        ("error.txt", Part.ERRORS),
        ("jobresult.txt", Part.RESULT),
        ("job_progress_overview.txt", Part.OVERVIEW),
        ("master_role.txt", Part.MASTER),
        ("processed_tasks.csv", Part.TABLE),
        ("node_disk_usage.csv", Part.RESOURCES),
        ("notes.md", Part.OTHER),
    ],
)
def test_a_file_is_known_by_its_path(path: str, part: Part) -> None:
    assert part_of(path) is part


def test_the_folder_around_the_logs_does_not_matter() -> None:
    assert inside("a/logs/b/logs/user/error.txt") == "logs/user/error.txt"
    assert inside("notes.md") == "notes.md"


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("x/logs/user/stdout/10.0.0.4/process000.stdout.txt", "10.0.0.4"),
        ("logs/sys/node/0/_main.txt", "0"),
        ("logs/perf/1/a.csv", "1"),
        ("user_logs/a", None),
    ],
)
def test_the_node_of_a_log(path: str, node: str | None) -> None:
    assert node_of(path) == node


@pytest.mark.parametrize(
    ("paths", "heads", "kind"),
    [
        ((), (), ""),
        (("user_logs/std_log_0.txt",), (b"Azure Machine Learning Batch Inference Start",), "batch scoring"),
        (("user_logs/std_log_process_0.txt",), (b"rank 0",), "distributed command"),
        (("logs/azureml/azureml_automl.log",), (), "automated machine learning"),
        (("log.txt",), (b"azmlinfsrv: started",), "online endpoint"),
        (("azureml-logs/70_driver_log.txt",), (b"hello",), "command"),
    ],
)
def test_the_sort_of_a_job(paths: tuple[str, ...], heads: tuple[bytes, ...], kind: str) -> None:
    assert kind_of([(path, part_of(path)) for path in paths], heads) == kind
