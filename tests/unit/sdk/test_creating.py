"""What Python code creates in a workspace."""

from __future__ import annotations

import ast
from time import monotonic

import pytest

from preflight.facts.script_places import Places
from preflight.sdk.creating import Creating, may_create
from preflight.source import Source

PUT = "c.models.create_or_update(x)\n"


def created(*cells: str) -> list[str]:
    """Return what code creates: `*` is the part of a name that is not known."""
    creating = Creating()
    for cell in cells:
        creating.read(ast.parse(cell), Places(Source("a.py", cell)))
    return [f"{one.resource} {one.naming.begins}" + ("" if one.naming.whole else f"*{one.naming.ends}") for one in creating.found()]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("c.models.create_or_update(Model(name='m'))", ["model m"]),
        ("c.environments.create_or_update(entities.Environment(name='e'))", ["environment e"]),
        ("c.data.create_or_update(Data(name='d'))", ["data d"]),
        ("c.begin_create_or_update(AmlCompute(name='c')).result()", ["compute c"]),
        ("c.compute.begin_create_or_update(ComputeInstance(name='c'))", ["compute c"]),
        ("c.datastores.create_or_update(AzureBlobDatastore(name='s'))", ["datastores s"]),
        ("c.components.create_or_update(PipelineComponent(name='p'))", ["component p"]),
        ("c.batch_endpoints.begin_create_or_update(BatchEndpoint(name='e'))", ["endpoint e"]),
        ("x = Model(name='m')\nc.models.create_or_update(x)", ["model m"]),
        ("x = c.models.get('m')\nx = Model(name='m')\nc.models.create_or_update(x)", ["model m"]),
        ("c.models.create_or_update(model=Model(name='m'))", ["model m"]),
        ("def put(x):\n    c.models.create_or_update(x)", ["model *"]),
        ("c.models.create_or_update(x)", ["model *"]),
        ("c.models.create_or_update()", []),
        ("c.create_or_update(x)", []),
        ("c.create_or_update(load_environment('e.yml'))", ["environment *"]),
        ("x = load_compute(source='c.yml')\nc.begin_create_or_update(x)", ["compute *"]),
        ("c.create_or_update(step.component)", ["component *"]),
        ("c.components.create_or_update(flow.pipeline_builder.build())", ["component *"]),
        ("c.data.import_data(x)", ["data *"]),
        ("create_or_update(x)", []),
        ("Model(name='m')", []),
        ("Model(path='p')\n" + PUT.replace("x", "Model()"), []),
        ("c.models.create_or_update(Model(**given))", ["model *"]),
        ("Output(type='custom_model', name='m')\nc.jobs.create_or_update(j)", ["model m", "data m"]),
        ("Output(type='custom_model')\nc.jobs.create_or_update(j)", []),
        ("mlflow.register_model(uri, 'm')", ["model m"]),
        ("register_model(uri, 'm')", ["model m"]),
        ("mlflow.register_model(model_uri=uri, name='m')", ["model m"]),
        ("run.register_model('m', 'path')", ["model m"]),
        ("run.register_model(model_name='m')", ["model m"]),
        ("client.create_registered_model('m')", ["model m"]),
        ("client.create_model_version(name='m', source=s)", ["model m"]),
        ("client.create_model_version()", ["model *"]),
        ("mlflow.sklearn.log_model(x, 'a', registered_model_name='m')", ["model m"]),
        ("mlflow.autolog(registered_model_name=None)", []),
        ("mlflow.autolog(**more)", []),
        ("Model.register(ws, 'path', 'm')", ["model m"]),
        ("Model.register(workspace=ws, model_path='p', model_name='m')", ["model m"]),
        ("x.register(workspace=ws, name='d')", ["data d"]),
        ("env.register(workspace=ws)", ["environment *"]),
        ("atexit.register(f)", []),
        ("ComputeTarget.create(ws, 'c', config)", ["compute c"]),
        ("ComputeTarget.attach(workspace=ws, name='c')", ["compute c"]),
        ("thing.create(ws, 'c')", []),
        ("Datastore.register_azure_blob_container(workspace=ws, datastore_name='s')", ["datastores s"]),
    ],
)
def test_what_code_creates(code: str, what: list[str]) -> None:
    assert created(code) == what
    assert may_create(code) or not what


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("'a'", ["a"]),
        ("f'heart-{x}-eu'", ["heart-*-eu"]),
        ("f'{x}'", ["*"]),
        ("'heart-' + x", ["heart-*"]),
        ("x + '-eu'", ["*-eu"]),
        ("'a' if x else 'b'", ["a", "b"]),
        ("x or 'a'", ["*", "a"]),
        ("args.name", ["*"]),
        ("3", ["*"]),
        ("NAME", ["n"]),
        ("OTHER", ["n"]),
        ("TWO", ["a", "b"]),
        ("ROUND", ["*"]),
        ("x", ["*"]),
    ],
)
def test_names(name: str, what: list[str]) -> None:
    bound = "NAME = 'n'\nOTHER: str = NAME\nTWO = 'a'\n(TWO := 'b')\nROUND = ROUND\n"
    assert created(f"{bound}mlflow.register_model(uri, {name})") == [f"model {one}" for one in what]


@pytest.mark.parametrize(
    "binding", ["for NAME in names: pass", "NAME, x = f()", "def f(NAME): pass", "NAME += 'x'", "[1 for NAME in names]"]
)
def test_what_else_binds_a_name_makes_it_any(binding: str) -> None:
    assert created(f"NAME = 'n'\n{binding}\nmlflow.register_model(uri, NAME)") == ["model *"]


def test_names_of_one_cell_are_those_of_the_next() -> None:
    assert created("NAME = 'n'", "mlflow.register_model(uri, NAME)") == ["model n"]


def test_very_many_bindings_cost_little() -> None:
    names = "".join(f"n{number} = n{number - 1} or n{number - 1}\n" for number in range(1, 2_000))
    start = monotonic()
    assert created(f"n0 = 'a'\n{names}mlflow.register_model(uri, n1000)") == ["model *"]
    assert created("n = 'a'\n" * 3_000 + "mlflow.register_model(uri, n)\n" * 300) == ["model *"] * 300
    assert created("mlflow.register_model(uri, " + "'a' if x else " * 500 + "'b')")[-1] == "model *"
    assert monotonic() - start < 5
