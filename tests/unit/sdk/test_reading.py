"""Python code that deploys with azure-ai-ml, read into the documents it makes."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_places import Places
from preflight.kind import Kind
from preflight.sdk.reading import Reading
from preflight.source import Source
from preflight.value import Present, child
from tests.shared.sdk_code import IMPORTS, one, read, unknown


def test_a_parallel_job_has_the_keys_of_the_file_that_would_say_the_same() -> None:
    code = """
from azure.ai.ml.parallel import RunFunction, parallel_run_function
step = parallel_run_function(
    name="score", mini_batch_size="10", retry_settings=dict(timeout=60),
    task=RunFunction(code="src", entry_script="score.py", program_arguments="--a 1 " "--b 2"),
)
"""
    task = {"type": "run_function", "code": "src", "entry_script": "score.py", "program_arguments": "--a 1 --b 2"}
    assert read(code) == [
        (
            "job",
            {
                "type": "parallel",
                "name": "score",
                "mini_batch_size": "10",
                "retry_settings": "?`dict(timeout=60)` is not known before the code runs",
                "task": task,
            },
        )
    ]


def test_a_deployment_has_the_keys_of_the_file_that_would_say_the_same() -> None:
    code = """
name = "torch"
d = BatchDeployment(
    name=name, endpoint_name="mnist", model="azureml:m:1", compute="cpu", instance_count=2, mini_batch_size=10,
    code_path="./code", scoring_script="score.py", description=None,
    environment=Environment(image="i", conda_file="conda.yml", build=BuildContext(path="b")),
    output_action=BatchDeploymentOutputAction.APPEND_ROW, retry_settings=BatchRetrySettings(max_retries=3, timeout=-1),
)
"""
    environment = {"image": "i", "conda_file": "conda.yml", "build": {"path": "b"}}
    assert read(code) == [
        ("environment", environment),
        (
            "batch-deployment",
            {
                "name": "torch",
                "endpoint_name": "mnist",
                "model": "azureml:m:1",
                "compute": "cpu",
                "resources": {"instance_count": 2},
                "mini_batch_size": 10,
                "code_configuration": {"code": "./code", "scoring_script": "score.py"},
                "environment": environment,
                "output_action": "append_row",
                "retry_settings": {"max_retries": 3, "timeout": -1},
            },
        ),
    ]


def test_the_other_forms_say_their_type() -> None:
    code = """
ModelBatchDeployment(name="a", code_configuration=CodeConfiguration("src", "s.py"),
    settings=ModelBatchDeploymentSettings(mini_batch_size=1))
PipelineComponentBatchDeployment(name="b", component="azureml:c:1", settings={"default_compute": "cpu", "x": [1, (2.5, True)]})
"""
    assert [root for _, root in read(code)] == [
        {"type": "model", "name": "a", "code_configuration": {"code": "src", "scoring_script": "s.py"}, "settings": {"mini_batch_size": 1}},
        {"type": "pipeline", "name": "b", "component": "azureml:c:1", "settings": {"default_compute": "cpu", "x": [1, [2.5, True]]}},
    ]


def test_every_value_stands_where_the_code_says_it() -> None:
    reading = Reading()
    text = IMPORTS + 'size = -5\nBatchDeployment(\n    name="d",\n    mini_batch_size=size,\n)\n'
    reading.read(ast.parse(text), Places(Source("deploy.py", text)))
    root = reading.documents[0].root
    assert str(root.place) == "deploy.py:7:1"
    assert str(child(root, "name").place) == "deploy.py:8:10"
    size = child(root, "mini_batch_size")
    assert isinstance(size, Present)
    assert (size.data, str(size.place), str(size.origin)) == (-5, "deploy.py:9:21", "deploy.py:6:8")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a" + "-" + "b"', "a-b"),
        ('f"a-{name}"', "a-n"),
        ('f"{name!r}"', unknown('f"{name!r}"')),
        ('f"{name:>3}"', unknown('f"{name:>3}"')),
        ("name + str(time())", unknown("name + str(time())")),
        ("os.environ['X']", unknown("os.environ['X']")),
        ("missing", unknown("missing")),
        ("AssetTypes.URI_FILE", "uri_file"),
        ("MLClient", unknown("MLClient")),
        ("MLClient.x", unknown("MLClient.x")),
        ("b'x'", unknown("b'x'")),
        ("-name", unknown("-name")),
        ("-True", unknown("-True")),
        ("names['a']", unknown("names['a']")),
        ("names.a", "b"),
        ("endpoint.name", "e"),
        ("endpoint.id", unknown("endpoint.id")),
        ("client.models.get('m', version='3')", "azureml:m:3"),
        ("client.models.get(name='m', label='latest')", "azureml:m@latest"),
        ("client.models.get(name='m')", unknown("client.models.get(name='m')")),
        ("client.environments.get(name, '1')", "azureml:n:1"),
        ("client.data.get(name=missing, version='1')", unknown("client.data.get(name=missing, version='1')")),
        ("client.models.create_or_update(Model(path='x')).path", "x"),
        ("(await client.models.create_or_update(Model(path='x'))).path", "x"),
        ("client.begin_create_or_update(missing)", unknown("client.begin_create_or_update(missing)")),
        ("[1, *rest]", [1, unknown("*rest")]),
        ("{'a': 1, key: 2}", {"a": 1, "**": "`2` is not known before the code runs"}),
        ("Input(path='p')", {"path": "p"}),
        ("+".join(["'x'"] * 100), None),
    ],
)  # fmt: skip
def test_what_code_itself_says_is_known_and_nothing_else(expression: str, value: object) -> None:
    before = "name = 'n'\nnames = {'a': 'b'}\nendpoint = BatchEndpoint(name='e')\n"
    root = read(before + f"async def f():\n    AmlCompute(name={expression})\n")[-1][1]
    if value is None:
        assert root["name"].startswith("?")
    else:
        assert root["name"] == value


@pytest.mark.parametrize("grow", ["x + x", "f'{x}{x}'", "[x, x]", "{'a': x, 'b': x}", "(x, [x])"])
def test_what_doubles_again_and_again_is_soon_unknown(grow: str) -> None:
    root = one("x = 'a'\n" + f"x = {grow}\n" * 60 + "AmlCompute(name=x)\n")
    assert len(str(root["name"])) < 200_000


def test_what_nests_again_and_again_is_soon_unknown() -> None:
    assert "?" in str(one("x = 'a'\n" + "x = [x]\n" * 5_000 + "AmlCompute(name=x)\n"))


def test_a_document_that_is_too_large_is_not_known() -> None:
    code = "x = ['a'] * 1\n" + "y = [" + "'a'," * 9_000 + "]\nAmlCompute(name=y, size=y)\n"
    assert list(one(code)) == ["**"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("x = 'a'\nif y:\n    x = 'b'\nUSE", unknown("x")),
        ("if y:\n    x = 'b'\n    USE", "b"),
        ("if y:\n    x = 'b'\nUSE", unknown("x")),
        ("for x in y:\n    pass\nUSE", unknown("x")),
        ("x = 'a'\nwhile y:\n    x = 'b'\nelse:\n    pass\nUSE", unknown("x")),
        ("try:\n    x = 'a'\nexcept E:\n    pass\nfinally:\n    pass\nUSE", unknown("x")),
        ("with open(y) as f:\n    x = 'a'\nUSE", "a"),
        ("match y:\n    case 1:\n        x = 'a'\nUSE", unknown("x")),
        ("x: str = 'a'\nUSE", "a"),
        ("x = 'a'\ndel x\nUSE", unknown("x")),
        ("x = 'a'\nx += 'b'\nUSE", unknown("x")),
        ("x, y = 'a', 'b'\nUSE", unknown("x")),
        ("def f(x):\n    USE", unknown("x")),
        ("def f():\n    USE\nx = 'a'", "a"),
        ("def f():\n    x = 'b'\nx = 'a'\nUSE", "a"),
        ("import x\nUSE", unknown("x")),
        ("import a.b as x\nUSE", unknown("x")),
        ("import a.x\nx = 'a'\nUSE", "a"),
    ],
)
def test_a_name_is_known_while_nothing_may_have_changed_it(code: str, value: str) -> None:
    assert one(code.replace("USE", "AmlCompute(name=x)"))["name"] == value


def test_names_last_from_cell_to_cell() -> None:
    assert one("x = 'a'\n", "AmlCompute(name=x)") == {"type": "amlcompute", "name": "a"}


def test_classes_are_known_by_where_they_come_from() -> None:
    assert read("import azure.ai.ml.entities as e\ne.AmlCompute(name='a')\n") == [("compute", {"type": "amlcompute", "name": "a"})]
    assert read("from other import AmlCompute\nAmlCompute(name='a')\n") == []
    assert read("import azure.ai.ml\nazure.ai.ml.entities.AmlCompute(name='a')") == [("compute", {"type": "amlcompute", "name": "a"})]


def test_arguments_that_are_spread_leave_the_document_open() -> None:
    assert one("AmlCompute(name='a', **more)") == {"type": "amlcompute", "name": "a", "**": "`more` is not known before the code runs"}


@pytest.mark.parametrize(
    "code", ["endpoint.defaults.deployment_name = 'd'", "endpoint.defaults = {'deployment_name': 'd'}", "endpoint.defaults.x = 'd'"]
)
def test_the_default_of_an_endpoint_may_be_set_later(code: str) -> None:
    key = "x" if ".x" in code else "deployment_name"
    assert one(f"endpoint = BatchEndpoint(name='e')\n{code}\n") == {"name": "e", "defaults": {key: "d"}}


def test_other_attributes_change_nothing() -> None:
    assert one("endpoint = BatchEndpoint(name='e')\nendpoint.tags = {}\nother.defaults = {}\n") == {"name": "e"}


def test_the_default_of_an_endpoint_of_the_workspace_is_a_document_of_its_own() -> None:
    code = "endpoint = c.batch_endpoints.get('e')\nendpoint.defaults.deployment_name = 'd'\nendpoint.defaults.deployment_name = 'f'\n"
    rest = "what the workspace has is not known before the code runs"
    assert read("c.batch_endpoints.get(name='x')\n" + code) == [
        ("batch-endpoint", {"name": "e", "defaults": {"deployment_name": "f"}, "**": rest})
    ]


def test_kinds() -> None:
    reading = Reading()
    reading.read(ast.parse(IMPORTS + "Data(path='x')\nModel(path='x')\n"), Places(Source("a.py", "")))
    assert [one.kind for one in reading.documents] == [Kind.DATA]
