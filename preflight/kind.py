"""What sort of document a YAML file is, told by its content."""

from __future__ import annotations

import re
from enum import Enum

from preflight.pattern import Pattern
from preflight.value import child, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


class Kind(Enum):
    """A sort of document that rules can be for; the values are the words of rule files."""

    BATCH_ENDPOINT = "batch-endpoint"
    BATCH_DEPLOYMENT = "batch-deployment"
    INVOCATION = "invocation"
    ENVIRONMENT = "environment"
    CONDA = "conda"
    COMPONENT = "component"
    JOB = "job"
    COMPUTE = "compute"
    WORKSPACE = "workspace"
    DATA = "data"
    MLMODEL = "mlmodel"
    SCORING_SCRIPT = "scoring-script"
    AZ_COMMAND = "az-command"


_SCHEMA_LINE = Pattern(r"^\$schema:\s*['\"]?([^\s'\"]+)", re.MULTILINE)
# The file names of Azure ML's published schemas, lower case; None for kinds no rule is for.
_BY_SCHEMA = {
    "batchendpoint": Kind.BATCH_ENDPOINT,
    "batchdeployment": Kind.BATCH_DEPLOYMENT,
    "modelbatchdeployment": Kind.BATCH_DEPLOYMENT,
    "pipelinecomponentbatchdeployment": Kind.BATCH_DEPLOYMENT,
    "environment": Kind.ENVIRONMENT,
    "data": Kind.DATA,
    "workspace": Kind.WORKSPACE,
}
_BY_SCHEMA_END = {"component": Kind.COMPONENT, "job": Kind.JOB, "compute": Kind.COMPUTE, "computeinstance": Kind.COMPUTE}

_BATCH_ONLY = {
    "mini_batch_size", "retry_settings", "output_action", "output_file_name", "max_concurrency_per_instance", "error_threshold",
    "output_configuration",
}  # fmt: skip
_ONLINE_ONLY = {
    "instance_type", "instance_count", "request_settings", "liveness_probe", "readiness_probe", "scale_settings",
    "app_insights_enabled", "egress_public_network_access", "data_collector", "model_mount_path",
}  # fmt: skip
_DEPLOYMENT = _BATCH_ONLY | {
    "$schema", "name", "endpoint_name", "description", "tags", "properties", "type", "model", "code_configuration", "environment",
    "environment_variables", "compute", "resources", "logging_level", "settings", "component", "job_definition",
}  # fmt: skip
_DEPLOYMENT_CORE = {"code_configuration", "model", "component", "job_definition"}
_ENVIRONMENT = {
    "$schema", "name", "version", "description", "image", "build", "conda_file", "os_type", "inference_config", "tags", "properties",
    "datastore",
}  # fmt: skip
_ENDPOINT = {"$schema", "name", "description", "auth_mode", "defaults", "tags", "properties", "identity", "location"}
_ONLINE_ENDPOINT_ONLY = {"traffic", "mirror_traffic", "public_network_access", "compute", "kind"}
_CONDA = {"name", "channels", "dependencies", "prefix", "variables", "platforms"}
_INVOCATION = {"$schema", "inputs", "outputs", "endpoint", "deployment"}
_INPUT = {"path", "type", "default", "mode"}
_DATA_TYPES = ("uri_file", "uri_folder", "mltable")
_STEPS = {"command": "command", "pipeline": "jobs", "parallel": "task", "spark": "entry"}
_COMPUTES = ("amlcompute", "kubernetes", "computeinstance", "virtualmachine", "synapsespark")
_WORKSPACE = {"customer_managed_key", "hbi_workspace", "container_registry", "application_insights", "image_build_compute"}


def classify(root: Value) -> Kind | None:
    """Return the kind of a document by its `$schema`, else by its shape; None for what no rule is for."""
    keys = entries(root).keys()
    if not keys:
        return None
    schema = text_of(child(root, "$schema"))
    if schema is not None:
        known, kind = _by_schema(schema)
        if known:
            return kind
    return next((kind for kind, fits in _SHAPES if fits(root, set(keys))), None)


def is_passed_over(text: str) -> bool:
    """Tell whether a text that is no YAML names, in its `$schema` line, a sort of document that no rule is for."""
    match = _SCHEMA_LINE.search(text)
    return match is not None and _by_schema(match[1]) == (True, None)


def _by_schema(url: str) -> tuple[bool, Kind | None]:
    """Tell whether a URL names a schema of Azure ML, and of which kind."""
    if "azureml" not in url.lower():
        return False, None
    name = url.rpartition("/")[2].lower().removesuffix(".json").removesuffix(".schema")
    if name in _BY_SCHEMA:
        return True, _BY_SCHEMA[name]
    return True, next((kind for end, kind in _BY_SCHEMA_END.items() if name.endswith(end)), None)


def _is_endpoint(root: Value, keys: set[str]) -> bool:
    if text_of(child(root, "type")) == "batch" and keys & {"auth_mode", "traffic", "deployments", "defaults"}:
        return True  # the preview format of 2021
    if keys & _ONLINE_ENDPOINT_ONLY or len(keys - _ENDPOINT) > 1:
        return False  # one key may be misspelt
    return "deployment_name" in entries(child(root, "defaults")) or (text_of(child(root, "auth_mode")) == "aad_token" and "name" in keys)


def _is_deployment(root: Value, keys: set[str]) -> bool:
    settings = set(entries(child(root, "settings")))
    form = (text_of(child(root, "type")) or "").lower()
    if form in ("managed", "kubernetes") or (keys & _ONLINE_ONLY and not (keys | settings) & {*_BATCH_ONLY, "compute"}):
        return False
    if keys & {"inputs", "jobs", "task", "experiment_name"} or len(keys - _DEPLOYMENT) > len(keys & _DEPLOYMENT):
        return False  # a parallel job has mini_batch_size and retry_settings, too
    if "endpoint_name" in keys or keys & _BATCH_ONLY or settings & _BATCH_ONLY:
        return True
    if form in ("model", "pipeline") and keys & (_DEPLOYMENT_CORE | {"settings"}):
        return True
    return "code_configuration" in keys or ("model" in keys and bool(keys & {"compute", "resources"}))


def _is_environment(root: Value, keys: set[str]) -> bool:
    image = text_of(child(root, "image")) or ""
    return keys <= _ENVIRONMENT and ("conda_file" in keys or "azureml" in image)


def _is_conda(root: Value, keys: set[str]) -> bool:
    dependencies = members(child(root, "dependencies"))
    plain = [text_of(item) is not None or entries(item).keys() == {"pip"} for item in dependencies]
    return keys <= _CONDA and bool(plain) and all(plain)


def _is_invocation(root: Value, keys: set[str]) -> bool:
    inputs = entries(child(root, "inputs"))
    outputs = entries(child(root, "outputs"))
    items = [*inputs.values(), *outputs.values()]
    return keys <= _INVOCATION and bool(items) and all(not entries(item) or entries(item).keys() & _INPUT for item in items)


def _is_component(root: Value, keys: set[str]) -> bool:
    step = _STEPS.get(text_of(child(root, "type")) or "")
    return (
        step in keys and "name" in keys and bool(keys & {"version", "is_deterministic", "display_name"}) and "experiment_name" not in keys
    )


def _is_job(root: Value, keys: set[str]) -> bool:
    return _STEPS.get(text_of(child(root, "type")) or "") in keys


def _is_compute(root: Value, keys: set[str]) -> bool:
    return text_of(child(root, "type")) in _COMPUTES and bool(keys & {"size", "resource_id", "min_instances", "max_instances"})


def _is_workspace(root: Value, keys: set[str]) -> bool:  # noqa: ARG001 - the shapes have one signature
    return "name" in keys and bool(keys & _WORKSPACE)


def _is_data(root: Value, keys: set[str]) -> bool:
    return text_of(child(root, "type")) in _DATA_TYPES and {"name", "path"} <= keys


def _is_mlmodel(root: Value, keys: set[str]) -> bool:
    return bool(entries(child(root, "flavors"))) and bool(keys & {"artifact_path", "model_uuid", "mlflow_version", "run_id", "signature"})


_SHAPES = (
    (Kind.BATCH_ENDPOINT, _is_endpoint),
    (Kind.CONDA, _is_conda),
    (Kind.INVOCATION, _is_invocation),
    (Kind.MLMODEL, _is_mlmodel),
    (Kind.COMPONENT, _is_component),
    (Kind.JOB, _is_job),
    (Kind.COMPUTE, _is_compute),
    (Kind.DATA, _is_data),
    (Kind.ENVIRONMENT, _is_environment),
    (Kind.WORKSPACE, _is_workspace),
    (Kind.BATCH_DEPLOYMENT, _is_deployment),
)
