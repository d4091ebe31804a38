"""What Azure Resource Manager says of batch endpoints and deployments, as the documents that azure-ai-ml would take for them.

Shapes: BatchEndpoint/get and BatchDeployment/list in azure-rest-api-specs; back to YAML as `_from_rest_object` of azure-ai-ml does it
(entities/_deployment/batch_deployment.py, pipeline_component_batch_deployment.py). Nothing odd in an answer is refused: it is passed on.
"""

from __future__ import annotations

import re

from preflight.facts.reference import reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PREFIX = "azureml:"
# The service does not always write the parts of its ids as azure-ai-ml wants them.
_ASSET = re.compile(
    r"/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\.MachineLearningServices"
    r"/workspaces/([^/]+)/([^/]+)/([^/]+)/versions/([^/]+)",
    re.IGNORECASE,
)
_COMPUTE = re.compile(r"/subscriptions/.+/computes/([^/]+)", re.IGNORECASE)
_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<W>[\d.]{1,12})W)?(?:(?P<D>[\d.]{1,12})D)?"
    r"(?:T(?:(?P<H>[\d.]{1,12})H)?(?:(?P<M>[\d.]{1,12})M)?(?:(?P<S>[\d.]{1,12})S)?)?",
    re.ASCII,
)
_SECONDS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
AUTH_MODES = {"aadtoken": "aad_token", "amltoken": "aml_token", "key": "key"}
OUTPUT_ACTIONS = {"appendrow": "append_row", "summaryonly": "summary_only"}
SETTINGS_PREFIX = "ComponentDeployment.Settings."
BOOLEANS = {"true": True, "false": False}


def endpoint_document(body: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an endpoint as its file would have it; `name` is what it was asked for by."""
    properties = _mapping(body.get("properties"))
    return _given(
        {
            "name": _own_name(body, name),
            "description": properties.get("description"),
            "auth_mode": _word(properties.get("authMode"), AUTH_MODES),
            "defaults": _given({"deployment_name": _mapping(properties.get("defaults")).get("deploymentName")}),
        }
    )


def deployment_document(body: dict[str, Any], name: str, endpoint: str) -> dict[str, Any]:
    """Return a deployment as its file would have it: in the flat form, or in that of a pipeline component."""
    properties = _mapping(body.get("properties"))
    head = {"name": _own_name(body, name), "endpoint_name": endpoint, "description": properties.get("description")}
    configuration = _mapping(properties.get("deploymentConfiguration"))
    component = _mapping(configuration.get("componentId")).get("assetId")
    if _lower(configuration.get("deploymentConfigurationType")) == "pipelinecomponent" or component:
        return _given(
            {**head, "type": "pipeline", "component": asset_reference(component), "settings": _settings(configuration.get("settings"))}
        )
    return _given({**head, **_assets(properties), **_scoring(properties)})


def _assets(properties: dict[str, Any]) -> dict[str, Any]:
    """Return what a deployment is made of."""
    model = _mapping(properties.get("model"))
    code = _mapping(properties.get("codeConfiguration"))
    script = _given({"code": asset_reference(code.get("codeId")), "scoring_script": code.get("scoringScript")})
    environment = asset_reference(properties.get("environmentId"))
    return {
        "model": asset_reference(model.get("assetId")) or _given({"path": model.get("path")}),
        "code_configuration": script,
        # Without a script, the service finds a model of MLflow an environment, which nobody has written.
        "environment": None if not script and is_of_azure(environment) else environment,
        "environment_variables": properties.get("environmentVariables"),
        "compute": compute_reference(properties.get("compute")),
        "resources": _resources(properties.get("resources")),
    }


def _scoring(properties: dict[str, Any]) -> dict[str, Any]:
    """Return how a deployment scores; all of it is written there, since the service fills in what was left out."""
    retry = _mapping(properties.get("retrySettings"))
    action = _word(properties.get("outputAction"), OUTPUT_ACTIONS)
    level = properties.get("loggingLevel")
    return {
        "mini_batch_size": properties.get("miniBatchSize"),
        "max_concurrency_per_instance": properties.get("maxConcurrencyPerInstance"),
        "error_threshold": properties.get("errorThreshold"),
        "retry_settings": _given({"max_retries": retry.get("maxRetries"), "timeout": seconds(retry.get("timeout"))}),
        "logging_level": level.lower() if isinstance(level, str) else level,
        "output_action": action,
        # The service has one for `summary_only`, too, where none may be written.
        "output_file_name": None if action == "summary_only" else properties.get("outputFileName"),
    }


def _resources(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    names = {"instanceCount": "instance_count", "instanceType": "instance_type", "properties": "properties"}
    return _given({name: data.get(wire) for wire, name in names.items()})


def _settings(data: Any) -> Any:
    """Return the settings of a pipeline: texts on the wire, some of which stand for true or false, and some under longer names."""
    if not isinstance(data, dict):
        return data
    found = {}
    for key, value in data.items():
        name = key.removeprefix(SETTINGS_PREFIX) if isinstance(key, str) else key
        found[name] = compute_reference(value) if name == "default_compute" else BOOLEANS.get(_lower(value), value)
    return _given(found)


def asset_reference(data: Any) -> Any:
    """Return an asset's id as a reference that azure-ai-ml takes."""
    if not isinstance(data, str) or not data:
        return data
    text = data.removeprefix(_PREFIX)
    found = _ASSET.fullmatch(text)
    if found is None:
        return _PREFIX + text
    subscription, group, workspace, kind, name, version = found.groups()
    place = f"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
    return f"{_PREFIX}{place}/{kind}/{name}/versions/{version}"


def is_of_azure(data: Any) -> bool:
    """Tell whether an environment is one of Azure ML's own registry."""
    found = reference(data) if isinstance(data, str) else None
    return found is not None and found.registry == "azureml"


def compute_reference(data: Any) -> Any:
    """Return a compute's id as a reference that azure-ai-ml takes."""
    if not isinstance(data, str) or not data:
        return data
    text = data.removeprefix(_PREFIX)
    found = _COMPUTE.fullmatch(text)
    return _PREFIX + (found[1] if found is not None else text)


def seconds(data: Any) -> Any:
    """Return the seconds of an ISO 8601 duration; anything else as it is."""
    found = _DURATION.fullmatch(data) if isinstance(data, str) else None
    if found is None or not any(found[unit] for unit in _SECONDS):
        return data
    try:
        total = float(sum(float(found[unit]) * factor for unit, factor in _SECONDS.items() if found[unit]))
    except ValueError:  # several points in a number
        return data
    signed = -total if found["sign"] else total
    return int(signed) if signed.is_integer() else signed


def _word(data: Any, words: dict[str, str]) -> Any:
    """Return a word of an enum as files have it."""
    return words.get(_lower(data), data)


def _lower(data: Any) -> str:
    return data.lower() if isinstance(data, str) else ""


def _own_name(body: dict[str, Any], name: str) -> Any:
    """Return the name that an answer gives, which is the last part where it names what holds the resource, too."""
    data = body.get("name") or name
    return data.rpartition("/")[2] or name if isinstance(data, str) else data


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is there: null, nothing and empty collections are what was left out."""
    return {name: value for name, value in data.items() if value is not None and value not in ("", {}, [])}
