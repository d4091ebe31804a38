"""What is known of the model of a deployment."""

from __future__ import annotations

from preflight.facts.answered import answered, names_in, one_of, section
from preflight.facts.deployment import no_code
from preflight.facts.reference import reference
from preflight.value import Absent, Present, Unknown, child, fact, mapping, members, text_of
from preflight.world import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

MLFLOW = "mlflow"
_CUSTOM = "custom"
# `modelType` of ARM, as azure-ai-ml writes it and as the examples of azure-rest-api-specs have it.
_TYPES = {
    "mlflow_model": MLFLOW,
    "mlflowmodel": MLFLOW,
    "custom_model": _CUSTOM,
    "custommodel": _CUSTOM,
    "triton_model": _CUSTOM,
    "tritonmodel": _CUSTOM,
}


def model_facts(root: Value, known: dict[str, Value], told: Value) -> Present:
    """Return the root `model` of a deployment: how it is named, whether it is there, and its flavour.

    `known` holds what the model's folder shows, `told` is what the workspace says of it: absent where no registered model is named.
    """
    model = child(root, "model")
    kind = text_of(child(model, "type"))
    unknown = Unknown("what sort of model it is stands in the workspace, which was not asked", model, asked=False)
    flavor: Value = unknown
    if no_code(root) or kind == "mlflow_model":
        flavor = fact(MLFLOW, model)
    elif kind is not None:
        flavor = fact(_CUSTOM, model)
    shown = {"flavor": flavor, "flavors": unknown, **known}
    named = text_of(model) is not None
    registered = _registered(told) if isinstance(told, Present) else dict.fromkeys(("flavor", "flavors"), told)
    registration = reference(text_of(model) or "")
    facts: dict[str, Value] = {
        "reference": model,
        "name": fact(registration.name if registration is not None else None, model),
        "path": child(model, "path"),
        "found": _found(told) if named else Absent(model),
    }
    asked = named and not isinstance(told, Absent)
    facts |= {name: merged(registered[name], value) if asked and name in registered else value for name, value in shown.items()}
    return mapping(facts, model)


def _found(told: Value) -> Value:
    return told if isinstance(told, Unknown) else fact(isinstance(told, Present), told)


def _registered(body: Value) -> dict[str, Value]:
    """Return what the workspace says of a version of a model (ModelVersion/get in azure-rest-api-specs)."""
    properties = section(body, "properties", "its properties")
    kind = one_of(child(properties, "modelType"), _TYPES, "its type")
    flavors = names_in(properties, "flavors", "its flavours")
    if isinstance(flavors, Present) and not members(flavors):
        flavors = answered(Absent(flavors), "its flavours")
    return {"flavor": answered(kind, "its type"), "flavors": flavors}
