"""The table of facts and what Python makes: every fact of the one is in the other, under the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.catalogue import ROOTS, roots_of
from preflight.kind import Kind
from preflight.project.project import load
from preflight.value import Present, Unknown, entries, members
from tests.shared.storage import MLMODEL, STORED
from tests.shared.workspaces import GOOD, known

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.facts.entry import Fact
    from preflight.project.subject import Subject
    from preflight.value import Value

HEAD = "name: {0}\nendpoint_name: e\ncompute: azureml:c\n"
SCRIPT = """\
import os
from x import y
def init(): os.getcwd()
def run(batch, more=1):
    if more:
        return
    return [y]
"""
STEPS = "jobs: {s: {type: parallel, task: {program_arguments: --a 1}}}\ncommand: $[[inputs.a]]\n"
# Two of each kind, so that `earlier` holds something.
FILES = {
    "e1.yml": "name: e\nauth_mode: aad_token\nidentity: {type: x}\ndefaults: {deployment_name: d1}\ntypo: 1\n",
    "e2.yml": "name: e2\ntype: batch\nauth_mode: key\ntraffic: {d: 1}\ndefaults: {deployment_name: d}\n",
    "d1.yml": HEAD.format("d1")
    + "model: azureml:m@latest\nenvironment: azureml:env:1\ntypo: 1\noutput_action: append\nname: d1\ntags: {x: }\n",
    "d2.yml": HEAD.format("d2") + "type: model\nmodel: {path: m}\nenvironment: {image: x, conda_file: c2.yml}\nsettings: {a: 3}\n",
    "d3.yml": "name: d3\nendpoint_name: e\ntype: pipeline\ncomponent: component.yml\n",
    "d4.yml": HEAD.format("d4") + "model: {local_path: x}\ncode_configuration: {code: ., scoring_script: s.py}\n",
    "d5.yml": HEAD.format("d5")
    + "code_configuration: {code: ., scoring_script: new.py}\n"
    + "environment: {image: x, conda_file: {dependencies: [python=3.9, {pip: ['mlflow[extras]']}]}}\n",
    "new.py": "import numpy\nimport tomllib\nmatch 1:\n    case _:\n        pass\n",
    "env.yml": "name: env\nversion: 1\nimage: x\nconda_file: c1.yml\n",
    "env2.yml": "name: env2\nbuild: {path: .}\nimage: x\nconda_file: c2.yml\n",
    "c1.yml": "channels: [x]\ndependencies: [python=3.10, {pip: ['mlflow[extras]==2.8']}, {pip: }]\n",
    "c0.yml": "dependencies: [python]\n",
    "c2.yml": "dependencies: [~, 3, python]\n",
    "component.yml": "type: pipeline\nname: c\nversion: 1\ninputs: {x: {type: uri_file}}\noutputs: {y: {type: uri_file}}\n" + STEPS,
    "component2.yml": "type: command\nname: c2\nversion: 1\ncommand: x\n",
    "compute.yml": "name: c\ntype: amlcompute\nsize: S\ntier: dedicated\nmax_instances: 3\n",
    "compute2.yml": "name: k\ntype: kubernetes\nresource_id: /subscriptions/x\n",
    "i1/i.yml": "inputs: {x: {type: uri_folder, path: azureml:heart:1, mode: x}, f: {type: uri_file, path: a.csv}, w: {path: x}, y: 3}\n"
    "outputs: {z: {type: uri_file, path: azureml://datastores/plain/paths/x}}\n",
    "i1/d.yml": HEAD.format("near") + "model: {path: ../m}\n",
    "i2/i.yml": "inputs: {x: 1}\n",
    "k.yml": HEAD.format("k"),
    "i2/d.yml": "name: d3\nendpoint_name: e\ntype: pipeline\ncomponent: ../component.yml\n",
    "data.yml": "name: data\nversion: 1\ntype: uri_file\npath: x\n",
    "job.yml": "name: j\ntype: pipeline\n" + STEPS,
    "ws.yml": "name: w\ncustomer_managed_key: {key_uri: x}\n",
    "m/MLmodel": f"run_id: x\nflavors: {{sklearn: {{}}}}\n{MLMODEL}",
    "s.py": SCRIPT,
    "broken.py": "def run(:\n",
    "run.sh": "T=$(az account get-access-token --resource https://ml.azure.com)\n"
    'curl https://e.westeurope.inference.ml.azure.com/jobs -H "Authorization: Bearer $T"\n'
    "az ml environment create -f env9.yml --typo --set version=1 --set version=2\n",
    "jobs.sh": "az ml batch-endpoint create -n jobs\naz ml batch-deployment create -n one -e jobs --set model=azureml:m:1\n"
    "az ml batch-deployment show -n two -e jobs\nJ=$(az ml batch-endpoint invoke -n jobs --input azureml:x:1)\n"
    "az ml job download -n $J --output-name y\naz ml model create -n m --path m\n",
    "workflow.yml": "on: push\njobs: {a: {uses: o/r/.github/workflows/w.yml@v1, with: {file: e1.yml}}}\n",
}
# Lists that have members in these files; what a member holds is compared only for lists that have some.
LISTS = {
    Kind.BATCH_ENDPOINT: ("endpoint.deployments", "endpoint.problems", "endpoint.preview_2021", "earlier", "values"),
    Kind.BATCH_DEPLOYMENT: (
        "deployment.problems", "deployment.preview_2021", "document.duplicate_keys", "document.empty_tags", "conda.packages",
        "conda.faults", "component.inputs", "component.outputs", "endpoint.deployments", "model.flavors", "script.imports",
        "script.functions", "script.run.exits", "earlier",
    ),
    Kind.INVOCATION: (
        "invocation.inputs", "invocation.outputs", "invocation.problems", "model.flavors", "component.inputs", "earlier",
        "invocation.inputs.*.files", "invocation.inputs.*.file_types", "invocation.inputs.*.nested", "invocation.inputs.*.missing_columns",
    ),
    Kind.ENVIRONMENT: ("conda.packages", "conda.faults", "earlier"),
    Kind.CONDA: ("conda.packages", "conda.faults", "earlier"),
    Kind.COMPONENT: ("component.inputs", "component.outputs", "component.steps", "component.optional_arguments", "earlier"),
    Kind.JOB: ("job.steps",),
    Kind.COMPUTE: ("earlier",),
    Kind.AZ_COMMAND: (
        "command.deployment.names", "command.download.outputs", "command.flags", "command.options", "command.set_twice",
        "command.token_goes_to",
    ),
    Kind.SCORING_SCRIPT: ("script.imports", "script.functions", "script.run.exits", "script.run.parameters", "script.run.required"),
}  # fmt: skip


class Made:
    """What was made of the facts of a kind, by path."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.names: dict[str, set[str]] = {}
        self.members: dict[str, int] = {}
        self.odd: set[str] = set()

    def add(self, fact: Fact, value: Value, path: str) -> None:
        """Note what a value holds, and go on with that."""
        if isinstance(value, Present) and fact.sort in ("mapping", "list") and not isinstance(value.data, (dict, list)):
            self.odd.add(path)
        if fact.sort == "mapping" and isinstance(value, Present):
            self.names.setdefault(path, set()).update(entries(value))
            for name, item in entries(value).items():
                part = fact.part(name)
                if part is not None:
                    self.add(part, item, f"{path}.{name}")
        elif fact.member is not None:
            self.members[path] = self.members.get(path, 0) + len(members(value))
            for item in members(value):
                self.add(fact.member, item, f"{path}.*")


def parts_below(fact: Fact, path: str) -> dict[str, set[str]]:
    """Return the names that each mapping below a fact should hold, by path."""
    found = {path: {part.name for part in fact.parts}} if fact.sort == "mapping" else {}
    for part in fact.parts:
        found |= parts_below(part, f"{path}.{part.name}")
    return found | (parts_below(fact.member, f"{path}.*") if fact.member is not None else {})


@pytest.fixture(scope="module")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, list[Subject]]:
    folder: Path = tmp_path_factory.mktemp("repo")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    paths = [str(folder), str(folder / "s.py"), str(folder / "broken.py")]
    found: dict[Kind, list[Subject]] = {}
    for project in (load(paths, str(folder)), load(paths, str(folder), world=known(GOOD | STORED))):
        assert project.unchecked == []
        for subject in project.subjects:
            found.setdefault(subject.kind, []).append(subject)
    return found


@pytest.fixture(params=list(Kind), ids=lambda kind: kind.value)
def kind(request: pytest.FixtureRequest) -> Kind:
    made: Kind = request.param
    return made


@pytest.fixture
def made(kind: Kind, subjects: dict[Kind, list[Subject]]) -> Made:
    collected = Made()
    for subject in subjects[kind]:
        for fact in ROOTS[kind]:
            collected.add(fact, subject.root(fact.name), fact.name)
    return collected


def test_every_kind_is_there(subjects: dict[Kind, list[Subject]]) -> None:
    assert set(subjects) == set(Kind) == set(ROOTS)


def test_mappings_hold_what_the_table_says_and_nothing_else(kind: Kind, made: Made) -> None:
    expected = {path: names for fact in ROOTS[kind] for path, names in parts_below(fact, fact.name).items()}
    assert made.names
    for path, names in made.names.items():
        assert names == expected[path], path


def test_the_files_show_enough(kind: Kind, made: Made) -> None:
    for path in LISTS.get(kind, ("values",)):
        assert made.members[path] > 0, path


def test_lists_are_lists_and_mappings_are_mappings(made: Made) -> None:
    assert made.odd == set()


def test_every_root_of_the_table_is_worked_out(kind: Kind, subjects: dict[Kind, list[Subject]]) -> None:
    for fact in ROOTS[kind]:
        values = [subject.root(fact.name) for subject in subjects[kind]]
        assert any(isinstance(value, Present) for value in values), fact.name
        assert not any(isinstance(value, Unknown) and value.reason == "the workspace was not asked" for value in values), fact.name


def test_no_other_root_is_worked_out(kind: Kind, subjects: dict[Kind, list[Subject]]) -> None:
    names = {fact.name for facts in ROOTS.values() for fact in facts} - {fact.name for fact in ROOTS[kind]}
    for subject in subjects[kind]:
        for name in names - {"earlier"}:
            assert isinstance(subject.root(name), Unknown), name


def test_shared_roots() -> None:
    assert roots_of([]) == {}
    for one in Kind:
        names = {fact.name for fact in ROOTS[one]}
        assert set(roots_of([one])) == names
        for other in Kind:
            assert set(roots_of([one, other])) == names & set(roots_of([other]))
    assert set(roots_of([Kind.CONDA, Kind.ENVIRONMENT])) == {"doc", "values", "document", "tables", "conda", "earlier"}
    assert set(roots_of([Kind.AZ_COMMAND, Kind.CONDA])) == {"tables"}


def test_a_part_is_found_by_its_name() -> None:
    conda = roots_of([Kind.CONDA])["conda"]
    part = conda.part("packages")
    assert part is not None
    assert (part.name, part.sort) == ("packages", "list")
    assert conda.part("no") is None
