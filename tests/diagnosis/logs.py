"""Builders of small log folders in the forms that Microsoft documents, and that public threads show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Files = dict[str, str]

STARTED = "2026-11-02T09:{:02d}:{:02d}.{:06d}"
ENVIRONMENT = "/azureml-envs/azureml_7594b3b934a904695f71542edf30f209"
WORK = "/mnt/azureml/cr/j/0b1c2d3e4f5061728394a5b6c7d8e9f0/exe/wd"
ENGINE = "/tmp/1f0c8e00-4f70-4e98-a8a7-d724e5e2567f/prs_prod/lib/python3.8/site-packages/azureml_sys/parallel_run"  # noqa: S108 - as in logs
HEADER = (
    "Mini-batch Id,Picked Count,Node Id,Process,Process Start Time,Total,Succeeded,Failed,Elapsed Seconds,Process Seconds,"
    "Run Method Seconds,Status,Error Category,Error Message,Mini-batch Detail"
)
README = "The layout of logs: job_result.txt has the result, user/error the exceptions of init() and run().\n"


def at(second: int) -> str:
    return STARTED.format(second // 60, second % 60, 123456)


def overview(created: int, processed: int, *result: str) -> str:
    lines = [
        f"{at(0)} Start the simulator.",
        f"{at(2)} The overviewer on 10.0.0.4 started.",
        f"{at(22)} Scheduling finished. Scheduled {created} mini batches in 20 seconds. There are {created} tasks with {created} items.",
    ]
    if processed:
        lines.append(f"{at(50)} Processed {processed} of {created} mini batches in 0:00:28. Estimate remaining 0:00:10.")
    else:
        lines.append(f"{at(50)} No task has been processed yet.")
    if processed == created:
        lines.append(f"{at(58)} All {created} mini batches have been processed.")
    return "\n".join([*lines, *(f"{at(59)} {line}" for line in result), ""])


def driver(code: int = 42) -> str:
    lines = [
        "Azure Machine Learning Batch Inference Start",
        "[2026-11-02 09:00:00.432774] No started flag set. Skip creating started flag.",
    ]
    lines += ["Azure Machine Learning Batch Inference End", "Cleaning up all outstanding Run operations, waiting 300.0 seconds"]
    lines += ["2 items cleaning up...", "Cleanup took 0.19039106369018555 seconds"]
    if code:
        lines += ["Traceback (most recent call last):", '  File "driver/amlbi_main.py", line 275, in <module>', "    main()"]
        lines += ['  File "driver/amlbi_main.py", line 226, in main', "    sys.exit(exitcode_candidate)", f"SystemExit: {code}"]
    return "\n".join([*lines, ""])


def traceback(raised: str, *frames: str, script: str = "score.py") -> str:
    """Return a traceback through the engine into the scoring script; a frame is `line:function:code`."""
    lines = ["Traceback (most recent call last):"]
    lines += [f'  File "{WORK}/driver/azureml_user/parallel_run/score_wrapper.py", line 210, in call', "    result = func(*args)"]
    for frame in frames:
        number, function, code = frame.split(":", 2)
        lines += [f'  File "{WORK}/{script}", line {number}, in {function}', f"    {code}"]
    return "\n".join([*lines, raised])


def user_error(text: str, *, process: str = "process000", node: str = "0") -> str:
    head = f"{at(10)} This file shows errors in loading, calling init() and calling run() of the entry script."
    return f"{head}\n{at(30)} The {process} on node {node} failed with error: {text}\n"


def result(message: str) -> str:
    return f"{at(59)} The job failed. {message}\nPlease check logs for error. You can check logs/readme.txt for the layout of logs.\n"


def table(*rows: Sequence[object]) -> str:
    """Return the table of mini-batches; a row is id, picked count, node, process, start (s), total, ok, elapsed, cpu, method, status."""
    lines = [HEADER]
    for batch, picked, node, process, start, total, succeeded, elapsed, cpu, method, status in rows:
        failed = int(str(total)) - int(str(succeeded))
        stamp = at(int(str(start)))
        lines.append(f'{batch},{picked},{node},{process},{stamp},{total},{succeeded},{failed},{elapsed},{cpu},{method},{status},,,"{{}}"')
    return "\n".join([*lines, ""])


def done(count: int = 4, elapsed: float = 4.0) -> str:
    """Return the table of a job in which all went well."""
    return table(
        *[(n, 1, n % 2, f"process00{n % 2}", 30 + n, 10, 10, elapsed, elapsed / 2, elapsed - 0.5, "RUN_DONE") for n in range(count)]
    )


def memory(*percents: float, total: float = 16384.0) -> str:
    lines = ["Utc Time,Cpu Percent,Memory Total (MB),Memory Available (MB),Memory Used (MB),Memory Used Percent,Disk Io Read Count"]
    for index, percent in enumerate(percents):
        available = total * (1 - percent / 100)
        lines.append(f"{at(index * 60)},55.0,{total},{available:.1f},{total - available:.1f},{percent},100")
    return "\n".join([*lines, ""])


def disk(*percents: float) -> str:
    lines = ["Utc Time,Mount Point,Total (MB),Used (MB),Free (MB),Percent"]
    lines += [
        f"{at(index * 60)},/mnt,100000,{percent * 1000:.0f},{100000 - percent * 1000:.0f},{percent}"
        for index, percent in enumerate(percents)
    ]
    return "\n".join([*lines, ""])


def snapshot(*processes: tuple[str, float, int]) -> str:
    """Return what `ps aux` says; a process is command, percent of memory, kilobytes."""
    lines = ["USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND"]
    lines += [
        f"root  {100 + n} 99.0 {percent} 900000 {rss} ? Sl 09:00 0:30 {command}" for n, (command, percent, rss) in enumerate(processes)
    ]
    return "\n".join([*lines, ""])


def job(created: int = 4, processed: int = 0, **files: str) -> Files:
    """Return the logs of a failed batch job in the newer layout; `files` are texts by short name, an empty one leaves a file out."""
    message = files.pop("message", "")
    paths = {
        "user_error": "logs/user/error/0/process000.txt",
        "job_error": "logs/job_error.txt",
        "stdout": "logs/user/stdout/0/process000.stdout.txt",
        "stderr": "logs/user/stderr/0/process000.stderr.txt",
        "node": "logs/sys/node/0/process000.txt",
        "main": "logs/sys/node/0/_main.txt",
        "master": "logs/sys/master_role.txt",
        "table": "logs/sys/job_report/processed_mini-batches.csv",
        "memory": "logs/perf/0/node_resource_usage.csv",
        "disk": "logs/perf/0/node_disk_usage.csv",
        "processes": "logs/perf/0/os/2026110209/processes_05",
        "result": "logs/job_result.txt",
        "std_log": "user_logs/std_log_0.txt",
        "driver": "azureml-logs/70_driver_log.txt",
        "build": "azureml-logs/20_image_build_log.txt",
        "lifecycle": "system_logs/lifecycler/0/execution-wrapper.txt",
        "capability": "system_logs/data_capability/data-capability.log",
    }
    made = {
        "logs/readme.txt": README,
        "logs/job_progress_overview.20261102.txt": overview(created, processed, *([message] if message else [])),
    }
    defaults = {"std_log": driver(), "result": result(message) if message else ""}
    made |= {paths[name]: text for name, text in {**defaults, **files}.items() if text}
    return made
