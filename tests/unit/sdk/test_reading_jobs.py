"""Jobs that Python code sends to batch endpoints."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.script_places import Places
from preflight.sdk.reading import Reading
from preflight.source import Source
from tests.shared.sdk_code import IMPORTS, plain, read

if TYPE_CHECKING:
    from preflight.sending import Sending


def test_an_invocation_is_a_job_file() -> None:
    code = """
job = client.batch_endpoints.invoke(
    endpoint_name="e", deployment_name="d", input=Input(type=AssetTypes.URI_FOLDER, path="azureml:heart:1"),
    outputs={"score": Output(path="azureml://datastores/x/paths/y")}, params_override=[{"mini_batch_size": "10"}],
)
async def main():
    return await client.batch_endpoints.invoke("e", inputs={"a": Input(path="p"), "b": 3}, experiment_name="x")
"""
    assert read(code) == [
        (
            "invocation",
            {
                "endpoint": "e",
                "deployment": "d",
                "inputs": {"input": {"type": "uri_folder", "path": "azureml:heart:1"}},
                "outputs": {"score": {"path": "azureml://datastores/x/paths/y"}},
            },
        ),
        ("invocation", {"endpoint": "e", "inputs": {"a": {"path": "p"}, "b": 3}}),
    ]


def sendings(code: str) -> list[Sending]:
    reading = Reading()
    reading.read(ast.parse(IMPORTS + code), Places(Source("a.py", IMPORTS + code)))
    return [one.sending for one in reading.documents if one.sending is not None]


def test_what_is_said_of_a_job_beside_its_inputs() -> None:
    code = """
client.batch_endpoints.invoke(
    endpoint_name="e", params_override=[{"mini_batch_size": 10}, {"compute": {"instance_count": 4}}], experiment_name="x", job_name="j"
)
client.batch_endpoints.invoke("e")
"""
    first, second = sendings(code)
    assert (first.by, plain(first.overrides)) == ("code", {"mini_batch_size": 10, "compute": {"instance_count": 4}})
    assert (plain(first.experiment_name), plain(first.job_name)) == ("x", "j")
    assert (plain(second.overrides), plain(second.experiment_name), plain(second.job_name)) == ({}, None, None)


@pytest.mark.parametrize(
    ("argument", "overrides"),
    [
        ("more", "?`more` is not known before the code runs"),
        ("[{'a': 1}, more]", {"a": 1, "**": "`more` is not known before the code runs"}),
        ("[{'a': 1, **more}]", {"a": 1, "**": "`more` is not known before the code runs"}),
        ("3", {}),
    ],
)
def test_settings_that_are_not_known(argument: str, overrides: Any) -> None:
    (sending,) = sendings(f"client.batch_endpoints.invoke('e', params_override={argument})\n")
    assert plain(sending.overrides) == overrides


def test_arguments_that_are_spread_may_be_any() -> None:
    (sending,) = sendings("client.batch_endpoints.invoke('e', **more)\n")
    why = "more arguments are not known before the code runs"
    assert [plain(one) for one in (sending.experiment_name, sending.job_name, sending.overrides)] == [f"?{why}", f"?{why}", {"**": why}]
    assert read("client.batch_endpoints.invoke('e', **more)\n") == [("invocation", {"endpoint": "e", "**": why})]


INPUTS = "`params_override` may say what the inputs are"


@pytest.mark.parametrize("settings", ["[{'input_data': {}}]", "[{'dataset': 'azureml:a:1'}]", "settings"])
def test_inputs_that_are_settings_of_the_job_are_not_read(settings: str) -> None:
    assert read(f"client.batch_endpoints.invoke('e', params_override={settings})\n") == [
        ("invocation", {"endpoint": "e", "inputs": f"?{INPUTS}"})
    ]
