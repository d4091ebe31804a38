"""Reports to print: one that has everything, and one made of texts that want to do harm."""

from __future__ import annotations

import pytest

from preflight.finding import Evidence, Finding, Location, Related, Severity, Unanswered, Unchecked
from preflight.report import Report, Suppressed
from preflight.source import Place, Source

DEPLOYMENT = Source(
    "batch/deployment.yml",
    """\
$schema: https://azuremlschemas.azureedge.net/latest/modelBatchDeployment.schema.json
name: classifier
endpoint_name: scoring
type: model
code_configuration:
  code: src
  scoring_script: score.py
compute: azureml:cpu
resources: &shared
  instance_count: 16
environment: azureml:mine:3
settings:
  retry_settings: {max_retries: 3, timeout: 0}
""",
)
CONDA = Source("batch/conda.yml", "name: scoring\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip:\n      - pandas\n")
SCRIPT = Source("batch/src/score.py", "def run(batch):\n\treturn\n")


def place(source: Source, text: str) -> Place:
    """Return where a text stands first in a source."""
    start = source.text.index(text)
    before, end = source.text[:start].split("\n"), source.text[: start + len(text)].split("\n")
    return Place(source, len(before), len(before[-1]) + 1, len(end), len(end[-1]) + 1)


CONDA_FINDING = Finding(
    "conda-missing-azureml-core",
    Severity.ERROR,
    "`conda.yml` has none of azureml-core, azureml-defaults, azureml-sdk",
    Location(place(CONDA, CONDA.text[CONDA.text.index("dependencies") :]), "/dependencies"),
    related=(Related(place(DEPLOYMENT, "score.py"), "used with this script"),),
    evidence=(Evidence("conda.packages", "file", "batch/conda.yml", "python, pandas"),),
    why="""\
The driver of a batch deployment runs in the environment of the script and imports `azureml.core` there. Without it the job
starts, waits for its nodes, and only then ends.
""",
    fix="add `azureml-core` under `pip:`",
    prevents="ModuleNotFoundError: No module named 'azureml'",
    docs="https://example.org/rules#conda-missing-azureml-core",
    identity="8d1f0c2b7a6e5d4c",
)
COMPUTE_FINDING = Finding(
    "instance-count-exceeds-max",
    Severity.WARNING,
    "16 nodes, but `cpu` has at most 4",
    Location(place(DEPLOYMENT, "16"), "/resources/instance_count"),
    (Related(place(DEPLOYMENT, "&shared"), "the value stands here"),),
    evidence=(Evidence("compute.max_nodes", "live", "cpu", "4"),),
    why="a job that asks for more nodes than its cluster may have waits for ever",
    identity="11aa22bb33cc44dd",
    preview=True,
)
TIMEOUT_FINDING = Finding(
    "retry-timeout-range",
    Severity.ERROR,
    "`timeout` 0: whole seconds from 1 to 259200",
    Location(place(DEPLOYMENT, "timeout: 0"), "/settings/retry_settings/timeout"),
    fix="name the seconds one mini-batch may take",
    identity="99ee88dd77cc66bb",
)
SCRIPT_FINDING = Finding(
    "run-returns-nothing", Severity.INFO, "`run` returns nothing here", Location(place(SCRIPT, "return"), None), identity="5f5e5d5c"
)


@pytest.fixture
def full() -> Report:
    """Return a report that has some of everything."""
    mine = Location(place(DEPLOYMENT, "azureml:mine:3"), "/environment")
    return Report(
        root=".",
        files=5,
        documents=3,
        rules=41,
        judged=97,
        findings=(CONDA_FINDING, COMPUTE_FINDING, TIMEOUT_FINDING, SCRIPT_FINDING),
        unknowns=(
            Unanswered(
                ("conda-missing-azureml-core", "conda-python-unsupported", "mlflow-old-needs-setuptools", "script-import-not-installed"),
                "environment.conda_file",
                "`azureml:mine:3` could not be read: the workspace answered 403",
                "Microsoft.MachineLearningServices/workspaces/environments/versions/read",
                mine,
                asked=True,
                gates=True,
            ),
            Unanswered(("default-deployment-missing",), "endpoint.deployments", "no file tells", None, None, asked=False, gates=True),
        ),
        not_asked=("default-deployment-missing", "compute-quota-exceeded"),
        suppressed=(
            Suppressed(TIMEOUT_FINDING, "comment", "the cluster is small", "2027-01-31"),
            Suppressed(SCRIPT_FINDING, "baseline", ""),
        ),
        unchecked=(Unchecked("templates/deploy.yml", 3, "template placeholders `{{…}}`: not YAML until they are filled in"),),
    )


HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07\nerror[fake]: \r::error::gone\u202egnp.exe\u2066\u2069 \x00 \x9b31m \u2028 "
    "##vso[task.setvariable variable=PATH]x ##[stop] #\ufe0f#vs\u034fo[x] "
    "漢字 e\u0301 \ud83d \udc00\U000e0041 \u00a0\u200d " + "long " * 1000
)


@pytest.fixture
def hostile() -> Report:
    """Return a report of which every text wants to do harm."""
    source = Source(f"::error::{HOSTILE[:100]}.py", HOSTILE.replace("\n", " ").replace("\r", " ") * 2)
    location = Location(Place(source, 1, 30, 1, 60), HOSTILE)
    finding = Finding(
        HOSTILE,
        Severity.ERROR,
        HOSTILE,
        location,
        (Related(Place(source, 1, 3000, 2, 1), HOSTILE),),
        (Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        why=HOSTILE,
        fix=HOSTILE,
        prevents=HOSTILE,
        docs=HOSTILE,
        identity=HOSTILE,
        targets=(HOSTILE, HOSTILE),
    )
    return Report(
        root=".",
        files=1,
        documents=1,
        rules=1,
        judged=1,
        findings=(finding,),
        unknowns=(Unanswered((HOSTILE,) * 5, HOSTILE, HOSTILE, HOSTILE, location, asked=True, gates=True),),
        not_asked=(HOSTILE,),
        suppressed=(Suppressed(finding, HOSTILE, HOSTILE, HOSTILE),),
        unchecked=(Unchecked(HOSTILE[:200], 1, HOSTILE),),
    )
