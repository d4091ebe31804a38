# ruff: noqa: E501 - what logs say is as long as it is
"""One log folder for each problem, mixed ones, clean ones, and those of other jobs, each with what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.diagnosis.logs import (
    ENGINE,
    Files,
    at,
    disk,
    done,
    driver,
    job,
    memory,
    overview,
    result,
    snapshot,
    table,
    traceback,
    user_error,
)

NO_ITEM = (
    "DriverException: There is no succeeded mini batch item returned from run(). "
    "Please check 'response: run()' in https://aka.ms/batch-inference-documentation"
)
PROGRAM = (
    "User program failed with Exception: Run failed, please check logs for details. You can check logs/readme.txt for the layout of logs."
)
TIMED_OUT = table(
    (0, 1, 0, "process000", 30, 10, 10, 12.0, 8.0, 11.5, "RUN_DONE"),
    (1, 1, 0, "process001", 30, 10, 0, 30.2, 20.0, 30.0, "RUN_TIMEOUT"),
    (1, 2, 1, "process000", 61, 10, 0, 30.1, 20.0, 30.0, "RUN_TIMEOUT"),
    (1, 3, 0, "process001", 92, 10, 0, 30.4, 20.0, 30.0, "RUN_TIMEOUT"),
)


def stopped(batch: int) -> str:
    told = f'{{"agent": "process001", "task_id": {batch}, "dequeue_count": 1, "total": 10, "succeeded": 0, "method": "run", "run_method_duration": 30.2, "status": "RUN_TIMEOUT"}}'
    return f"2026-11-02 09:01:00,649|ERROR|334|Stop for run() unable to finish within 30 seconds for {told}\n"


@dataclass(frozen=True)
class Case:
    """A folder of logs: the root that is expected, what follows from it, and the exit code."""

    name: str
    files: Files
    root: str | None
    follows: tuple[str, ...] = ()
    code: int = 1
    others: tuple[str, ...] = ()


def script(raised: str, *frames: str, **more: str) -> Files:
    """Return the logs of a job whose script raised an exception in every call."""
    text = user_error(traceback(raised, *frames))
    return job(0, 0, message=NO_ITEM, user_error=text, job_error=text, std_log=driver() + PROGRAM + "\n", **more)


PROBLEMS = [
    Case(
        "azureml",
        script("ModuleNotFoundError: No module named 'azureml'", "3:<module>:from azureml.core import Run"),
        "azureml-module-missing",
        ("no-succeeded-item", "user-program-failed", "exit-code-42"),
    ),
    Case(
        "azureml-core",
        script("ModuleNotFoundError: No module named 'azureml.core'", "1:<module>:import azureml.core"),
        "azureml-module-missing",
    ),
    Case(
        "run-timed-out",
        job(4, 1, message="The run() function in the entry script had timed out for 3 times.", table=TIMED_OUT, node=stopped(1) * 3),
        "run-timed-out",
        ("exit-code-42",),
    ),
    Case(
        "no-progress",
        job(
            4,
            0,
            master=f"{at(55)} No progress update in 120 seconds. No progress update in this check. Wait 65 seconds since last update.\n",
        ),
        "run-timed-out",
    ),
    Case(
        "stream-authentication",
        job(
            0,
            0,
            std_log="ScriptExecutionException was caused by StreamAccessException.\n"
            "  StreamAccessException was caused by AuthenticationException.\n    Identity authentication failed for 'AzureBlob GetReference' operation "
            "at 'https://stdata.blob.core.windows.net/data' with '403: AuthenticationFailed'.\n" + driver(),
        ),
        "storage-authentication",
    ),
    Case(
        "dataset",
        {
            "azureml-logs/70_driver_log.txt": "Dataset initialization failed: UserErrorException:\n\tMessage: Cannot mount "
            "Dataset(id='0b1c2d3e-4f50', name='None', version=None). Source of the dataset is either not accessible or does not contain any data.\n"
            "\tInnerException None\n" + driver()
        },
        "dataset-mount-failed",
    ),
    Case(
        "dataset-denied",
        {
            "azureml-logs/70_driver_log.txt": "Dataset initialization failed: Cannot mount Dataset(id='0b1c', name='None').\n" + driver(),
            "system_logs/data_capability/data-capability.log": "StreamAccessException was caused by AuthenticationException.\n",
        },
        "storage-authentication",
        ("dataset-mount-failed",),
    ),
    Case(
        "dataset-param",
        {
            "azureml-logs/executionlogs.txt": "Data set node [code] references parameter dataset_param which doesn't have a "
            "specified value or a default value\n"
        },
        "dataset-param-missing",
    ),
    Case(
        "unsupported-files",
        job(
            4,
            4,
            message=NO_ITEM,
            user_error=user_error(
                traceback("ValueError: No objects to concatenate", "77:run:return pd.concat(results)", script="driver/mlflow_batch.py")
            ),
            stdout="ERROR:azureml:Error processing input file: '/mnt/azureml/cr/j/0/data/cities.avro'. Exception: File type 'avro' is not supported.\n",
        ),
        "unsupported-file-type",
        ("input-file-unreadable", "no-objects-to-concatenate", "no-succeeded-item"),
    ),
    Case("concatenate", script("ValueError: No objects to concatenate", "40:run:return pd.concat(results)"), "no-objects-to-concatenate"),
    Case("no-item", job(4, 4, message=NO_ITEM), "no-succeeded-item", ("exit-code-42",)),
    Case(
        "none-returned",
        job(
            4,
            4,
            message=NO_ITEM,
            node='2026-11-02 09:00:39,318|ERROR|230|Failed to process {"id": 0, "dequeue_count": 3} '
            "with error The run() method in the entry script should return a list or a pandas DataFrame. The actual type of output is NoneType.\n",
        ),
        "run-returned-wrong-type",
        ("no-succeeded-item",),
    ),
    Case(
        "signature",
        script(
            "mlflow.exceptions.MlflowException: Failed to enforce schema of data. Error: Model is missing inputs ['age'].",
            "30:run:pred = model.predict(data)",
        ),
        "signature-mismatch",
    ),
    Case(
        "module",
        script("ModuleNotFoundError: No module named 'sklearn'", "2:<module>:import sklearn"),
        "module-missing",
        ("no-succeeded-item",),
    ),
    Case(
        "unbound",
        script("UnboundLocalError: local variable 'model' referenced before assignment", "21:run:model.predict(x)"),
        "variable-unbound",
    ),
    Case("name", script("NameError: name 'model' is not defined", "21:run:model.predict(x)"), "name-undefined"),
    Case(
        "logging-level",
        script("AttributeError: 'NoneType' object has no attribute 'upper'", "12:<module>:logger.setLevel(args.logging_level.upper())"),
        "logging-level-missing",
    ),
    Case(
        "arguments",
        job(0, 0, stderr="usage: score.py [-h]\nscore.py: error: unrecognized arguments: --logging_level info\n"),
        "arguments-refused",
    ),
    Case(
        "quota",
        {"azureml-logs/executionlogs.txt": "(UserError) JobNodeCountExceedsCoreQuota: 8 nodes were requested\n"},
        "core-quota-exceeded",
    ),
    Case(
        "killed",
        job(
            4,
            2,
            main="2026-11-02 09:00:30,100|WARNING|12|process002 exits with returncode -9.\n" * 3,
            memory=memory(40, 80, 98.5),
            processes=snapshot(("python driver/amlbi_main.py", 45.0, 7_400_000), ("python worker", 40.0, 6_500_000)),
        ),
        "process-out-of-memory",
    ),
    Case(
        "gpu",
        script("torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB", "9:init:model.to('cuda')"),
        "gpu-memory",
    ),
    Case(
        "image-build",
        {
            "azureml-logs/20_image_build_log.txt": "Step 5/9 : RUN conda env create\nResolvePackageNotFound: \n  - python=3.7.6\n"
            "ERROR: failed to build\n",
            "azureml-logs/executionlogs.txt": "Image build failed. For more details, check log file 20_image_build_log.txt\n",
        },
        "conda-package-not-found",
        ("image-build-failed",),
    ),
    Case(
        "pip",
        {
            "azureml-logs/20_image_build_log.txt": "ERROR: Could not find a version that satisfies the requirement torch==9.9\n"
            "CondaEnvException: Pip failed\n"
        },
        "pip-requirement-not-found",
        ("image-build-failed",),
    ),
    Case("quarantine", {"azureml-logs/executionlogs.txt": "timeout while waiting for Environment Image to be built\n"}, "image-not-pulled"),
    Case(
        "private-link",
        job(
            0,
            0,
            std_log="azureml_common.AzureTableError: Failed to create table 'prs0b1c' due to authorization failure. "
            "See https://aka.ms/prs-private-endpoint-tip\n" + driver(),
        ),
        "storage-table-authorization",
    ),
    Case(
        "disk",
        job(
            4, 2, user_error=user_error(traceback("OSError: [Errno 28] No space left on device", "18:run:f.write(x)")), disk=disk(60, 99.7)
        ),
        "disk-full",
    ),
    Case("preempted", job(4, 2, lifecycle="2026-11-02T09:00:41Z The node was preempted. Stopping containers.\n"), "node-preempted"),
    Case(
        "threshold",
        job(
            4,
            4,
            message="The number of failed items is 12, which exceeds error threshold 10.",
            user_error=user_error(traceback("KeyError: 'target'", "33:run:y = data['target']")),
        ),
        "error-threshold-exceeded",
    ),
    Case("script-not-found", script("EntryScriptException: No module named 'score_return_list'"), "scoring-script-not-found"),
    Case("run-missing", script("AttributeError: module 'score' has no attribute 'run'"), "init-or-run-missing"),
    Case(
        "model-missing",
        script("FileNotFoundError: [Errno 2] No such file or directory: '/var/azureml-app/model.pkl'", "8:init:open(path)"),
        "file-not-found",
    ),
    Case(
        "credentials",
        job(
            0,
            0,
            std_log=f'2026-11-02 06:44:56,477|ERROR|27|[module: "azure.core.exceptions", name: "ClientAuthenticationError", '
            "message: \"Operation returned an invalid status 'Server failed to authenticate the request. Please refer to the information in the "
            f'www-authenticate header.\'\\nErrorCode:NoAuthenticationInformation", traceback: "File \\"{ENGINE}/job_starter.py\\""\n'
            + driver(),
        ),
        "storage-credentials-refused",
    ),
    Case("french", {"travail.log": "Échec de l'initialisation du jeu de données\n"}, "dataset-mount-failed"),
]

MIXED = [
    Case(
        "timeout-and-memory",
        job(4, 1, table=TIMED_OUT, node=stopped(1), main="process001 exits with returncode -9.\n", memory=memory(70, 99)),
        "run-timed-out",
        others=("process-out-of-memory",),
    ),
    Case(
        "module-and-threshold",
        script(
            "ModuleNotFoundError: No module named 'cv2'",
            "1:<module>:import cv2",
            master="The number of failed items is 40, which exceeds error threshold 0.\n",
        ),
        "module-missing",
        ("error-threshold-exceeded",),
    ),
    Case(
        "heard-and-true",
        script(
            "UnboundLocalError: local variable 'm' referenced before assignment",
            "9:run:m",
            stdout="optional: No module named 'cupy', going on without it\n",
        ),
        "variable-unbound",
        others=("module-missing",),
    ),
    Case(
        "mount-and-script",
        {
            **script("NameError: name 'm' is not defined", "9:run:m"),
            "system_logs/data_capability/data-capability.log": "StreamAccessException was caused by AuthenticationException.\n",
        },
        "name-undefined",
        others=("storage-authentication",),
    ),
    Case(
        "everything-wrapped",
        job(
            4,
            4,
            message=NO_ITEM,
            std_log="Execution failed. User process '/azureml-envs/a/bin/python' exited with status "
            "code 42. Please check log file 'user_logs/std_log_0.txt' for error details.\n" + driver() + PROGRAM,
            user_error=user_error(traceback("TypeError: run() takes 0 positional arguments but 1 was given")),
            stdout="ERROR:azureml:Error processing input file: 'a.csv'\n",
        ),
        "run-signature-wrong",
        ("no-succeeded-item", "job-failed", "exit-code-42"),
    ),
]

WELL = f"{at(59)} The job succeeded.\n"
CLEAN = [
    Case("clean", job(4, 4, std_log=driver(0), result=WELL, table=done(), memory=memory(30, 40)), None, code=0),
    Case(
        "clean-with-noise",
        job(
            4,
            4,
            std_log=driver(0),
            result=WELL,
            table=done(),
            stdout="optional: No module named 'cupy'\nTraceback (most recent call last):\n  File \"score.py\", line 3, in run\n    x\nKeyError: 'x'\n",
        ),
        None,
        code=0,
    ),
    Case(
        "clean-old-layout",
        {
            "azureml-logs/70_driver_log.txt": driver(0),
            "logs/job_progress_overview.txt": overview(3, 3, "The job succeeded."),
            "logs/sys/master_role.txt": "2026-11-02 09:00:00,000|INFO|1|Start.\n",
            "logs/user/stdout/10.0.0.4/process000.stdout.txt": "scored\n",
        },
        None,
        code=0,
    ),
]

OTHER_JOBS = [
    (
        Case(
            "command",
            {
                "user_logs/std_log.txt": "epoch 1\n" + 'Traceback (most recent call last):\n  File "train.py", line 3\n'
                "ModuleNotFoundError: No module named 'lightgbm'\n"
            },
            "module-missing",
        ),
        "command",
    ),
    (
        Case("pipeline", {"logs/azureml/executionlogs.txt": "[2026-11-02 09:00:54Z] Starting run in Execution Service\n"}, None, code=0),
        "pipeline",
    ),
    (
        Case(
            "online", {"log.txt": "2026-02-01T03:56:56,2 | gunicorn/run | AzureML Container Runtime Information\nKeyError\n"}, None, code=0
        ),
        "online endpoint",
    ),
    (Case("sweep", {"azureml-logs/hyperdrive.txt": "[INFO] sampling\n"}, None, code=0), "sweep"),
]

UNKNOWN = [
    Case(
        "unknown-exception",
        job(4, 4, user_error=user_error(traceback("KeyError: 'target'", "33:run:y = data['target']")), std_log=driver()),
        None,
        code=3,
    ),
    Case("only-wrappers", {"user_logs/std_log_0.txt": driver()}, None, code=3),
    Case("output-was-there", job(4, 4, std_log=driver(1), result=result("AzureBlobError: PathAlreadyExists")), None, code=3),
    Case("failed-when-all-was-scored", job(4, 4, std_log=driver()), None, code=3),
    Case("failed-before-all-was-scored", job(4, 2, std_log=driver()), None, code=3),
]
