"""Python code that deploys with azure-ai-ml, and what it is read into."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from preflight.facts.script_places import Places
from preflight.sdk.reading import Reading
from preflight.source import Source
from preflight.value import Absent, Unknown

if TYPE_CHECKING:
    from preflight.value import Value

IMPORTS = (
    "from azure.ai.ml import Input, Output, MLClient\n"
    "from azure.ai.ml.constants import AssetTypes, BatchDeploymentOutputAction\n"
    "from azure.ai.ml.entities import *\n"
    "from azure.ai.ml.entities import (BatchEndpoint, BatchDeployment, ModelBatchDeployment, ModelBatchDeploymentSettings, Model,\n"
    "    PipelineComponentBatchDeployment, BatchRetrySettings, CodeConfiguration, Environment, AmlCompute, Data, BuildContext)\n"
)


def read(*cells: str) -> list[tuple[str, Any]]:
    reading = Reading()
    for number, cell in enumerate((IMPORTS, *cells)):
        reading.read(ast.parse(cell), Places(Source(f"cell{number}.py", cell)))
    return [(one.kind.value, plain(one.root)) for one in reading.documents]


def plain(value: Value) -> Any:
    if isinstance(value, Unknown):
        return f"?{value.reason}"
    if isinstance(value, Absent):
        return None
    data = value.data
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()} | ({"**": value.rest.reason} if value.rest else {})
    return [plain(item) for item in data] if isinstance(data, list) else data


def one(*cells: str) -> Any:
    ((_, root),) = read(*cells)
    return root


def unknown(text: str) -> str:
    return f"?`{text}` is not known before the code runs"
