"""The options of `preflight check` that describe a job, as `az ml batch-endpoint invoke` has them."""

from __future__ import annotations

from preflight import exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.project.commandline import Job

INPUT_TYPES = ("uri_folder", "uri_file")
"""The types of input that `az ml batch-endpoint invoke` takes."""

# One that people have, and that a rule tells of.
_NO_INPUT_TYPE = "mltable"
_BREAKS = "\n\r\x85\u2028\u2029"


def add_job_options(parser: ArgumentParser) -> None:
    """Add what describes a job."""
    group = parser.add_argument_group("a job to judge, too, as `az ml batch-endpoint invoke` takes it")
    add = group.add_argument
    add("--input", metavar="P", help="what the job scores: a data asset, a path on a datastore, a URL or a local path")
    add("--input-type", metavar="T", help="uri_folder or uri_file (default: the type of the data asset, else uri_folder)")
    add("--output-path", metavar="P", help="the path on a datastore that the job writes to")
    add("--deployment-name", metavar="N", help="the deployment the job is for (default: that of the endpoint, else the only one)")


def job_of(options: Namespace, folder: str) -> Job | None:
    """Return the job that the options describe, with local paths from a folder; None where they describe none.

    Raises UsageError for options that `az ml batch-endpoint invoke` would not take.
    """
    given = {name: getattr(options, name) for name in ("input", "input_type", "output_path", "deployment_name")}
    if all(value is None for value in given.values()):
        return None
    for name, value in given.items():
        if value is not None and (not value or any(character in value for character in _BREAKS)):
            raise exits.UsageError(f"--{name.replace('_', '-')} takes one line of text{'' if value else ', and it is empty'}")
    if options.input_type is not None and options.input is None:
        raise exits.UsageError("--input-type says what --input is, which is not given")
    if options.input_type is not None and options.input_type not in (*INPUT_TYPES, _NO_INPUT_TYPE):
        raise exits.UsageError(f"--input-type takes {' or '.join(INPUT_TYPES)}, not `{options.input_type}`")
    from preflight.project.commandline import Job  # noqa: PLC0415 - few runs describe a job

    return Job(folder, **given)
