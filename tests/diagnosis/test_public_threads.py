# ruff: noqa: E501 - what logs say is as long as it is
"""What people reported in public threads: the decisive lines of their logs, each judged by hand. Some say too little to be known."""

from __future__ import annotations

import io

import pytest

from preflight.diagnosis.bundle import stream_bundle
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.diagnosis import FAILED, diagnose

KNOWN = known_failures()
ENDED = """\
Azure Machine Learning Batch Inference Start
[2024-08-07 15:04:33.432774] No started flag set. Skip creating started flag.
Azure Machine Learning Batch Inference End
Traceback (most recent call last):
  File "driver/amlbi_main.py", line 275, in <module>
    main()
  File "driver/amlbi_main.py", line 226, in main
    sys.exit(exitcode_candidate)
SystemExit: 42
"""
EXECUTION = (
    "Execution failed. User process '/azureml-envs/azureml_7594b3b9/bin/python' exited with status code 42. "
    "Please check log file 'user_logs/std_log_0.txt' for error details. Error: Traceback (most recent call last): "
)
THREADS = [
    # Both show the engine's own log only, which never says why.
    ("Azure/azureml-examples#2614", EXECUTION + ENDED, None),
    ("Azure/azureml-examples#3343", "CryptographyDeprecationWarning: TripleDES has been moved\n" + ENDED, None),
    ("Azure/azure-sdk-for-python#31839, 2024", EXECUTION + ENDED, None),
    (
        "Azure/azure-sdk-for-python#31839, 2023",
        '2023-09-27 06:44:56,477|ERROR|27|23278173509440|\n["module": "azure.core.exceptions", "name": "ClientAuthenticationError",\n'
        '"message": "Operation returned an invalid status \'Server failed to authenticate the request. Please refer to the information in '
        'the www-authenticate header.\'" \\\n           "\\nErrorCode:NoAuthenticationInformation"\n' + ENDED,
        "storage-credentials-refused",
    ),
    (
        "microsoft/MLOpsPython#328",
        (
            "DriverException: Job failed with There is no succeeded mini batch item returned from run().\n"
            '2020-09-17 09:43:39,318|ERROR|230|Failed to process {"id": 0, "dequeue_count": 3, "task_type": 10} with error The run() method in the '
            "entry script should return a list or a pandas DataFrame. The length of returned result is considered as succeeded number of items. "
            "The actual type of output is NoneType.\nPlease check logs for error. You can check logs/readme.txt for the layout of logs.\n"
        ),
        "run-returned-wrong-type",
    ),
    (
        "Azure/MachineLearningNotebooks#1429",
        (
            "2021-04-13 03:25:50,285|ERROR|254|140325028292352|Failed to set task visible because of (195, 1).\n"
            '2021-04-13 03:23:05,649|ERROR|334|Stop for run() unable to finish within 90 seconds for {"agent": "process000", "task_id": 16}\n'
        ),
        "run-timed-out",
    ),
    ("Azure/azure-sdk-for-python#25675", '"run_method_duration": 90.25895500183105, "status": "RUN_TIMEOUT"\n', "run-timed-out"),
    (
        "Azure/MachineLearningNotebooks#1652",
        (
            "The master role failed with error: There is no succeeded mini batch item returned from run(). Please check 'response: run()'\n"
            "azureml_common.parallel_run.exception.NoResultToAppendError: There is no succeeded mini batch item returned from run().\n"
        ),
        "no-succeeded-item",
    ),
    ("Azure/MachineLearningNotebooks#1753", "EntryScriptException: No module named 'score_return_list'\n", "scoring-script-not-found"),
    (
        "Azure/azureml-examples#2501",
        "Datastore has no credentials, and workspace msi failed to authenticate storage account. Please grant Storage Account Contributor role\n",
        "workspace-identity-storage",
    ),
    (
        "Azure/azureml-examples#2994",
        (
            "Error Code: ScriptExecution.WriteStreams.Authentication\nNative Error: An error occur when streaming data to output target.\n"
            "Error Message: Authentication failed when trying to access destination. Make sure you have correct permissions set up.\n"
        ),
        "output-write-denied",
    ),
    (
        "MicrosoftDocs/azure-docs#100163",
        (
            "Error Code: ScriptExecution.StreamAccess.Authentication\nError Message: ScriptExecutionException was caused by StreamAccessException.\n"
            "  StreamAccessException was caused by AuthenticationException.\n    Server failed to authenticate the request. Make sure the value of "
            "Authorization header is formed correctly including the signature.\n"
        ),
        "storage-authentication",
    ),
    (
        "MicrosoftDocs/azure-docs#103519",
        "ScriptExecutionException was caused by StreamAccessException. StreamAccessException was caused by NotFoundException. Found no res\n",
        "input-not-found",
    ),
    (
        "MicrosoftDocs/azure-docs#58012",
        (
            "UserError: Dataset initialization failed: DatasetMountValidationException:\n\tMessage: Cannot mount dataset. Source of the dataset is "
            "either not accessible or does not contain any data.\n"
        ),
        "dataset-mount-failed",
    ),
    (
        "Azure/mlops-starter-sklearn#20",
        "Failed to submit deployment batch-deployment-1111 due to syntax errors in scoring script score.py.\nError on line 1: import os\n",
        "script-syntax",
    ),
]


@pytest.mark.parametrize(("thread", "text", "root"), THREADS, ids=[thread for thread, _, _ in THREADS])
def test_what_was_reported_is_known_or_honestly_not(thread: str, text: str, root: str | None) -> None:
    found = diagnose(stream_bundle("standard input", io.BytesIO(text.encode())), KNOWN.values())
    assert [cause.id for cause in found.causes][:1] == ([root] if root else [])
    if root is None:
        assert found.outcome == FAILED
        assert {one.failure.id for one in found.wrappers} <= {"exit-code-42", "job-failed"}
