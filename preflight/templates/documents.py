"""Resources of a template as the documents that azure-ai-ml would take for them, each value where the template has it."""

from __future__ import annotations

from preflight.kind import Kind
from preflight.templates.arm_documents import (
    AUTH_MODES,
    BOOLEANS,
    OUTPUT_ACTIONS,
    SETTINGS_PREFIX,
    asset_reference,
    compute_reference,
    seconds,
)
from preflight.value import Absent, Later, Present, Unknown, child, entries, mapping, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.templates.resources import Resource
    from preflight.value import Value

    Convert = Callable[[Any], Any]
    # The path in the document, the path in the resource's properties, and how the one becomes the other.
    Field = tuple[str, str, Convert]

WORKSPACE = "microsoft.machinelearningservices/workspaces"
_ENDPOINT = f"{WORKSPACE}/batchendpoints"
_DEPLOYMENT = f"{_ENDPOINT}/deployments"


def _same(data: Any) -> Any:
    return data


def _lower(data: Any) -> Any:
    return data.lower() if isinstance(data, str) else data


def _auth_mode(data: Any) -> Any:
    return AUTH_MODES.get(_lower(data), data)


def _output_action(data: Any) -> Any:
    return OUTPUT_ACTIONS.get(_lower(data), data)


_OF_ENDPOINT: tuple[Field, ...] = (
    ("description", "description", _same),
    ("auth_mode", "authMode", _auth_mode),
    ("defaults.deployment_name", "defaults.deploymentName", _same),
)
_OF_DEPLOYMENT: tuple[Field, ...] = (
    ("description", "description", _same),
    ("model", "model.assetId", asset_reference),
    ("code_configuration.code", "codeConfiguration.codeId", asset_reference),
    ("code_configuration.scoring_script", "codeConfiguration.scoringScript", _same),
    ("environment", "environmentId", asset_reference),
    ("environment_variables", "environmentVariables", _same),
    ("compute", "compute", compute_reference),
    ("resources.instance_count", "resources.instanceCount", _same),
    ("resources.instance_type", "resources.instanceType", _same),
    ("mini_batch_size", "miniBatchSize", _same),
    ("max_concurrency_per_instance", "maxConcurrencyPerInstance", _same),
    ("error_threshold", "errorThreshold", _same),
    ("retry_settings.max_retries", "retrySettings.maxRetries", _same),
    ("retry_settings.timeout", "retrySettings.timeout", seconds),
    ("logging_level", "loggingLevel", _lower),
    ("output_action", "outputAction", _output_action),
    ("output_file_name", "outputFileName", _same),
)
_OF_PIPELINE: tuple[Field, ...] = (
    ("description", "description", _same),
    ("component", "deploymentConfiguration.componentId.assetId", asset_reference),
)
_OF_WORKSPACE: tuple[Field, ...] = (
    ("public_network_access", "publicNetworkAccess", _same),
    ("managed_network.isolation_mode", "managedNetwork.isolationMode", _same),
    ("system_datastores_auth_mode", "systemDatastoresAuthMode", _same),
)


def document_of(resource: Resource) -> tuple[Kind, Present] | None:
    """Return the document of a resource and its kind; None for a resource that no rule is for."""
    if resource.type == _ENDPOINT:
        return Kind.BATCH_ENDPOINT, _document(resource, _OF_ENDPOINT, {"name": resource.names[-1]})
    if resource.type == _DEPLOYMENT:
        return Kind.BATCH_DEPLOYMENT, _deployment(resource)
    if resource.type == WORKSPACE:
        return Kind.WORKSPACE, _document(resource, _OF_WORKSPACE, {"name": _shown(resource), **_key(_properties(resource))})
    return None


def _shown(resource: Resource) -> Value:
    """Return the name of a resource; where an expression makes it, that is what is told."""
    name = resource.names[-1]
    if not isinstance(name, Unknown):
        return name
    made = name.expression.strip('"') if isinstance(name, Later) else text_of(child(resource.near, "name"))
    return Unknown(name.reason, name, text=made, asked=False)


def _deployment(resource: Resource) -> Present:
    known: dict[str, Value] = {"name": resource.names[-1]}
    if len(resource.names) > 1:
        known["endpoint_name"] = resource.names[-2]
    else:
        why = "which endpoint it is for is worked out when the template is deployed"
        known["endpoint_name"] = Unknown(why, resource.names[-1], asked=False)
    configuration = child(_properties(resource), "deploymentConfiguration")
    if isinstance(configuration, Absent):
        return _document(resource, _OF_DEPLOYMENT, known)
    settings = child(configuration, "settings")
    known["type"] = placed("pipeline", configuration)
    if isinstance(settings, Present):
        known["settings"] = mapping({_setting(key): _set(_setting(key), item) for key, item in entries(settings).items()}, settings)
    return _document(resource, _OF_PIPELINE, known)


def _setting(key: str) -> str:
    return key.removeprefix(SETTINGS_PREFIX)


def _set(name: str, value: Value) -> Value:
    """Return a setting of a pipeline: a text on the wire, which may stand for true or false."""
    return _converted(value, compute_reference if name == "default_compute" else lambda data: BOOLEANS.get(_lower(data), data))


def _key(properties: Value) -> dict[str, Value]:
    """Return the customer's own key, if the workspace is to have one (properties.encryption: Workspace in azure-rest-api-specs)."""
    encryption = child(properties, "encryption")
    if isinstance(encryption, Unknown):
        return {"customer_managed_key": encryption}
    if (text_of(child(encryption, "status")) or "").lower() == "disabled" or not isinstance(encryption, Present):
        return {}
    key = child(encryption, "keyVaultProperties")
    named = {"key_uri": child(key, "keyIdentifier"), "key_vault": child(key, "keyVaultArmId")}
    return {"customer_managed_key": mapping({name: item for name, item in named.items() if not isinstance(item, Absent)}, encryption)}


def _properties(resource: Resource) -> Value:
    return child(resource.body, "properties")


def _document(resource: Resource, fields: tuple[Field, ...], known: dict[str, Value]) -> Present:
    """Return a document with what is known already, and the fields that the resource has."""
    made: dict[str, Value] = dict(known)
    location = child(resource.body, "location")
    if not isinstance(location, Absent):
        made["location"] = location
    for target, origin, convert in fields:
        holder, value = _reached(_properties(resource), origin)
        if isinstance(value, Absent):
            continue
        outer, _, inner = target.partition(".")
        if inner:
            inside = made.setdefault(outer, placed({}, holder))
            entries(inside)[inner] = _converted(value, convert)
        else:
            made[outer] = _converted(value, convert)
    return placed(made, resource.near)


def _reached(value: Value, path: str) -> tuple[Value, Value]:
    """Return what lies at a path, and what holds it."""
    holder = value
    for key in path.split("."):
        holder, value = value, child(value, key)
    return holder, value


def _converted(value: Value, convert: Convert) -> Value:
    """Return a scalar in the words of files; what is unknown, and what is no scalar, stays as it is."""
    if not isinstance(value, Present) or isinstance(value.data, (dict, list)):
        return value
    return placed(convert(value.data), value)
