"""Explaining messages: as they are written in logs, with variants, in French, and not for other texts."""

from __future__ import annotations

import time

import pytest

from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.explanation import explain

KNOWN = known_failures()
DATASET = (
    "Dataset initialization failed: UserErrorException:\n\tMessage: {} Dataset(id='0b1c2d3e-4f50-6172-8394', name='None', version=None)."
)
DRIVER = (
    "User program failed with Exception: Run failed, please check logs for details. You can check logs/readme.txt for the layout of logs."
)

# Every problem of the article: what is logged, in English and as it is translated, and the rule that prevents it, if there is one.
ARTICLE = [
    ("No module named 'azureml'", "azureml-module-missing", "conda-missing-azureml-core"),
    ("No module named `azureml`.", "azureml-module-missing", "conda-missing-azureml-core"),
    ("Aucun module nommé « azureml »", "azureml-module-missing", "conda-missing-azureml-core"),
    ("ModuleNotFoundError: No module named 'azureml.core'", "azureml-module-missing", "conda-azureml-namespace-only"),
    ("Output already exists", "output-exists", "output-path-exists"),
    ("La sortie existe déjà", "output-exists", "output-path-exists"),
    (
        "No progress update in 120 seconds. No progress update in this check. Wait 60 seconds since last update.",
        "run-timed-out",
        "retry-timeout-default-implicit",
    ),
    ("The run() function in the entry script had timeout for 4 times", "run-timed-out", "retry-max-retries-invalid"),
    ("La fonction run() du script d\u2019entrée a expiré 3 fois", "run-timed-out", "retry-max-retries-invalid"),
    ("Aucune mise à jour de la progression en 30 secondes.", "run-timed-out", "retry-timeout-range"),
    (
        "ScriptExecutionException was caused by StreamAccessException.\n  StreamAccessException was caused by AuthenticationException.",
        "storage-authentication",
        "compute-identity-missing-blob-reader",
    ),
    ("ScriptExecution.StreamAccess.Authentication", "storage-authentication", "compute-identity-none"),
    (DATASET.format("Cannot mount"), "dataset-mount-failed", "input-unreachable-or-empty"),
    (DATASET.format("Can't mount"), "dataset-mount-failed", "input-unreachable-or-empty"),
    ("Échec de l\u2019initialisation du jeu de données", "dataset-mount-failed", "input-unreachable-or-empty"),
    (
        "Data set node [code] references parameter dataset_param which doesn't have a specified value or a default value",
        "dataset-param-missing",
        "input-type-unsupported",
    ),
    ("Le nœud du jeu de données [code] référence le paramètre dataset_param", "dataset-param-missing", "input-type-unsupported"),
    (DRIVER, "user-program-failed", "script-missing-init-or-run"),
    ("Échec du programme utilisateur avec exception", "user-program-failed", "script-missing-init-or-run"),
    ("ValueError: No objects to concatenate", "no-objects-to-concatenate", "mlflow-unsupported-file-type"),
    ("ValueError : aucun objet à concaténer", "no-objects-to-concatenate", "script-concat-possibly-empty"),
    (
        "There is no succeeded mini batch item returned from run(). Please check 'response: run()' in https://aka.ms/batch-inference",
        "no-succeeded-item",
        "run-returns-nothing",
    ),
    ("No succeeded mini-batch item returned from run()", "no-succeeded-item", "run-returns-nothing"),
    ("Aucun élément de mini-lot réussi n\u2019est retourné par run()", "no-succeeded-item", "run-returns-nothing"),
    ("Audiences in JWT are not allowed", "token-audience", "token-audience-not-ml"),
    ("Les audiences dans JWT ne sont pas autorisées", "token-audience", "token-audience-not-ml"),
    (
        "No valid deployments to route to. Please check that the endpoint has at least one deployment with positive weight values",
        "no-valid-deployment",
        "default-deployment-unset",
    ),
    ("Aucun déploiement valide vers lequel effectuer le routage.", "no-valid-deployment", "default-deployment-missing"),
]
# Wordings that differ in ids, numbers, paths, quotes, colours and line breaks, or have other text around them.
VARIANTS = [
    ('2026-11-22T01:02:03.456789 ERROR \x1b[31mNo module named "azureml"\x1b[0m', "azureml-module-missing"),
    ("ModuleNotFoundError: No module\nnamed 'sklearn.ensemble'", "module-missing"),
    ("[stderr] process003 exits with returncode -9.", "process-out-of-memory"),
    (
        "Execution failed. User process '/azureml-envs/azureml_7594/bin/python' exited with status code 42. Please check log file",
        "exit-code-42",
    ),
    ("UnboundLocalError: cannot access local variable 'model' where it is not associated with a value", "variable-unbound"),
    ('stop for run() unable to finish within 90 seconds for {"agent": "process000"}', "run-timed-out"),
    (
        "ERROR:azureml:Error processing input file: '/mnt/x/cities.avro'. Exception: File type 'avro' is not supported.",
        "unsupported-file-type",
    ),
    ("torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB", "gpu-memory"),
    ("(UserError) JobNodeCountExceedsCoreQuota: the job asks for 8 nodes", "core-quota-exceeded"),
    ("Failed to create table 'prs0b1c2d' due to authorization failure. See aka.ms/prs-private-endpoint-tip", "storage-table-authorization"),
    ("The number of failed items is 12, which exceeds error threshold 10.", "error-threshold-exceeded"),
    ("ResolvePackageNotFound: \n  - python=3.7.6", "conda-package-not-found"),
    (
        "does not have authorization to perform action 'Microsoft.MachineLearningServices/x/read' over scope '/subscriptions/1'",
        "authorization-failed",
    ),
    ("1) settings: Unknown field.", "field-unknown"),
]
# What is alike, but not word by word.
ALIKE = [
    ("no valid deployment found to route this request to", "no-valid-deployment"),
    ("the method should return some list or a whole pandas DataFrame", "run-returned-wrong-type"),
    ("failed to create the table, due to an authorization failure", "storage-table-authorization"),
]
UNRELATED = [
    "hello world",
    "",
    "the quick brown fox jumps over the lazy dog",
    "error",
    "Error: something went wrong",
    "Segfault in my program at line 42, status unknown",
    "fatal: not a git repository (or any of the parent directories): .git",
    "npm ERR! missing script: start",
    "error: failed to push some refs to 'origin'",
    "permission denied (publickey)",
    "java.lang.NullPointerException at com.example.Main.main(Main.java:3)",
    "KeyError: 'target'",
    "ValueError: could not broadcast input array from shape (3,) into shape (2,)",
    "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='example.org', port=443)",
    "The job completed successfully, all mini batches were processed in 12 seconds",
    "psycopg2.OperationalError: connection to server at localhost failed: Connection refused",
    "the module is named azureml and no other",
    "the run took longer than the run before, please check the function in the script for entry points",
    "output written; input already exists in the cache and will be used again for the next mini batch of this long line",
    "I moved a field that is unknown to me into the unknown field of research and it all went fine in the end",
    "status code 421 Misdirected Request",
    "process exits with returncode 0",
    "File type avro is supported",
    "No deployments",
    "timed out",
    "Le programme s'est terminé normalement",
    "az: 'mll' is not in the 'az' command group",
    "docker: Error response from daemon: conflict: unable to delete (must be forced)",
    "Warning: dataset of 12 rows initialised, the mount of the bicycle is not accessible",
    "lorem ipsum dolor sit amet " * 50,
]


@pytest.mark.parametrize(("message", "failure", "rule"), ARTICLE)
def test_every_problem_of_the_article_is_explained(message: str, failure: str, rule: str) -> None:
    best = explain(message, KNOWN.values())[0]
    assert best.failure.id == failure
    assert best.score >= 0.9
    assert rule in best.failure.rules


@pytest.mark.parametrize(("message", "failure"), VARIANTS)
def test_wordings_may_vary(message: str, failure: str) -> None:
    assert failure in [one.failure.id for one in explain(message, KNOWN.values()) if one.score >= 0.9]


@pytest.mark.parametrize(("message", "failure"), ALIKE)
def test_what_is_alike_is_told_as_less_sure(message: str, failure: str) -> None:
    best = explain(message, KNOWN.values())[0]
    assert (best.failure.id, best.said) == (failure, None)
    assert best.score < 0.9


@pytest.mark.parametrize("message", UNRELATED)
def test_an_unrelated_text_matches_nothing(message: str) -> None:
    assert explain(message, KNOWN.values()) == []


def test_the_cause_comes_before_what_only_reports_it() -> None:
    explained = explain(
        f"{DRIVER}\nSystemExit: 42\nValueError: No objects to concatenate\nFile type 'avro' is not supported", KNOWN.values()
    )
    assert [one.failure.id for one in explained] == [
        "unsupported-file-type", "no-objects-to-concatenate", "user-program-failed", "exit-code-42",
    ]  # fmt: skip
    assert explained[0].filled(explained[0].failure.summary).startswith("The input has files of the type `avro`")


def test_a_long_line_is_shown_in_part() -> None:
    (one,) = explain("x " * 300 + "ModuleNotFoundError: No module named 'pandas'" + " y" * 300, KNOWN.values())
    assert one.said is not None
    assert one.said.startswith("No module named 'pandas'")
    assert len(one.said) <= 201


@pytest.mark.parametrize("text", ["no module named " * 20_000, "a" * 1_000_000, "No progress update in 3 " * 10_000, "run() " * 50_000])
def test_hostile_messages_take_no_time(text: str) -> None:
    start = time.process_time()
    explain(text, KNOWN.values())
    assert time.process_time() - start < 5
