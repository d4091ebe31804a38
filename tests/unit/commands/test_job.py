"""The options that describe a job."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from preflight import exits
from preflight.commands import job
from preflight.project.commandline import Job


def job_of(*arguments: str) -> Job | None:
    parser = ArgumentParser()
    job.add_job_options(parser)
    return job.job_of(parser.parse_args(arguments), "/work")


def test_no_option_describes_no_job() -> None:
    assert job_of() is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--input", "data"], Job("/work", input="data")),
        (["--input=-data", "--input-type", "uri_file"], Job("/work", input="-data", input_type="uri_file")),
        (["--input", "data", "--input-type", "mltable"], Job("/work", input="data", input_type="mltable")),
        (["--output-path", "azureml://datastores/x/paths/out"], Job("/work", output_path="azureml://datastores/x/paths/out")),
        (["--deployment-name", "torch"], Job("/work", deployment_name="torch")),
        (["--input", "a", "--input", "b"], Job("/work", input="b")),
    ],
)
def test_any_option_describes_one(arguments: list[str], expected: Job) -> None:
    assert job_of(*arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--input-type", "uri_file"], "--input-type says what --input is, which is not given"),
        (["--input-type", "uri_file", "--output-path", "x"], "--input-type says what --input is, which is not given"),
        (["--input", "x", "--input-type", "UriFile"], "--input-type takes uri_folder or uri_file, not `UriFile`"),
        (["--input", "x", "--input-type", "string"], "--input-type takes uri_folder or uri_file, not `string`"),
        (["--input", ""], "--input takes one line of text, and it is empty"),
        (["--input", "x", "--input-type", ""], "--input-type takes one line of text, and it is empty"),
        (["--output-path", "a\nb"], "--output-path takes one line of text"),
        (["--deployment-name", "a\u2028b"], "--deployment-name takes one line of text"),
    ],
)
def test_what_az_would_not_take_is_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(exits.UsageError) as told:
        job_of(*arguments)
    assert str(told.value) == message
