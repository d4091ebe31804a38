"""The layout of a job's logs: what each file is for, by its path, whatever folder it was downloaded to."""

from __future__ import annotations

import re
from enum import IntEnum

# A folder that a download or an archive puts around the logs ends where one of these begins.
_TOP = re.compile(r"(?:^|/)(?=(?:azureml-logs|user_logs|system_logs|logs)/)")


class Part(IntEnum):
    """What a file of a job is for, in the order in which a person should read."""

    RESULT = 1  # logs/job_result*.txt: how the job ended
    OVERVIEW = 2  # logs/job_progress_overview*.txt: mini-batches created and processed
    ERRORS = 3  # logs/job_error*.txt, logs/user/error.txt: what went wrong in the script, in short
    USER_ERROR = 4  # logs/user/error/<node>/*: the exceptions in full
    STDOUT = 5  # logs/user/stdout, stderr and entry_script_log: what the script wrote
    DRIVER = 6  # azureml-logs/70_driver_log.txt, user_logs/std_log*.txt: the engine's process
    BUILD = 7  # azureml-logs/20_image_build_log.txt: how the image was built
    MASTER = 8  # logs/sys/master_role*.txt: the node that leads
    SYSTEM_ERROR = 9  # logs/sys/error/<node>/*: what went wrong in the engine
    NODE = 10  # logs/sys/node/<node>/*: each mini-batch as a worker process took it
    SYSTEM = 11  # system_logs/*, other azureml-logs: mounting, images, nodes
    TABLE = 12  # logs/sys/job_report/*.csv: every mini-batch, one in each row
    RESOURCES = 13  # logs/perf/<node>/*.csv: what was measured on a node
    SNAPSHOT = 14  # logs/perf/<node>/os/<hour>/processes_<minute>: what `ps` said
    OTHER = 15


_PARTS = [
    (Part.RESULT, r"logs/(?:user/)?job_?result[^/]*"),
    (Part.OVERVIEW, r"logs/(?:user/)?(?:job_progress_)?overview[^/]*"),
    (Part.ERRORS, r"logs/(?:user/)?job_?error[^/]*|logs/us(?:e)?r/error\.txt"),
    (Part.USER_ERROR, r"logs/us(?:e)?r/error/.+"),
    (Part.STDOUT, r"logs/us(?:e)?r/(?:stdout|stderr|entry_script_log)/.+"),
    (Part.DRIVER, r"azureml-logs/70_[^/]*|user_logs/.+"),
    (Part.BUILD, r"azureml-logs/20_image_build_log[^/]*|(?:.*/)?20_image_build_log[^/]*"),
    (Part.MASTER, r"logs/sys/master_role[^/]*|logs/sys/master[^/]*"),
    (Part.SYSTEM_ERROR, r"logs/sys/error/.+"),
    (Part.TABLE, r"logs/sys/(?:job_)?report/processed_[^/]*\.csv|logs/sys/(?:worker|node)/.+\.task\.csv"),
    (Part.NODE, r"logs/sys/(?:node|worker)/.+"),
    (Part.RESOURCES, r"logs/(?:sys/)?perf/.+\.csv"),
    (Part.SNAPSHOT, r"logs/(?:sys/)?perf/[^/]+/os/[0-9]{10}/processes_[^/]+"),
    (Part.SYSTEM, r"azureml-logs/.+|system_logs/.+|logs/azureml/.+|logs/sys/.+"),
]
_COMPILED = [(part, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for part, pattern in _PARTS]
_NODE = re.compile(
    r"logs/(?:us(?:e)?r/(?:error|stdout|stderr|entry_script_log)|sys/(?:node|error|worker)|(?:sys/)?perf)/([^/]+)/", re.IGNORECASE
)


def inside(path: str) -> str:
    """Return a path as the job has it: from the first folder on that makes it a known one."""
    ends = [path[found.end() :] for found in _TOP.finditer(path)]
    known = (end for end in ends if any(pattern.match(end) for _, pattern in _COMPILED))
    return next(known, ends[0] if ends else path)


def part_of(path: str) -> Part:
    """Return what the file at a path is for."""
    name = inside(path)
    if name.endswith("readme.txt"):
        return Part.OTHER
    for part, pattern in _COMPILED:
        if pattern.match(name):
            return part
    return _of_a_loose_file(name.rpartition("/")[2].lower())


def node_of(path: str) -> str | None:
    """Return the node that a log belongs to: a number or an address; None when it is no node's."""
    found = _NODE.search(inside(path))
    return found[1] if found else None


def _of_a_loose_file(name: str) -> Part:
    """Return what a file is for that lies outside of any known folder."""
    if name.startswith(("job_result", "jobresult")):
        return Part.RESULT
    if name.startswith("job_progress_overview"):
        return Part.OVERVIEW
    if name.startswith(("job_error", "joberror")) or name == "error.txt":
        return Part.ERRORS
    if name.startswith(("70_driver_log", "std_log")):
        return Part.DRIVER
    if name.startswith("master_role"):
        return Part.MASTER
    if name.startswith(("processed_mini-batch", "processed_tasks")) or name.endswith(".task.csv"):
        return Part.TABLE
    if name.endswith(("_resource_usage.csv", "_disk_usage.csv")):
        return Part.RESOURCES
    return Part.OTHER
