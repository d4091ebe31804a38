"""One view of a batch deployment's three forms: flat, `type: model` and `type: pipeline`."""

from __future__ import annotations

from preflight.facts.environment import is_curated
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, placed, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

FORMS = ("flat", "model", "pipeline")
# Keys that all forms have at the root.
_ROOT = ("name", "endpoint_name", "compute", "model", "environment", "component", "job_definition", "settings")
# Keys that `type: model` has under `settings` and the flat form at the root.
_BODY = (
    "mini_batch_size", "max_concurrency_per_instance", "error_threshold", "logging_level", "output_action", "output_file_name",
    "environment_variables",
)  # fmt: skip
# Keys that count at the root of `type: model` when there are no `settings`, and are dropped when there are
# (azure/ai/ml/entities/_deployment/model_batch_deployment.py).
_KEPT = ("error_threshold", "environment_variables")
_WHOLE = ("mini_batch_size", "max_concurrency_per_instance", "error_threshold")


def form_of(root: Value) -> Value:
    """Return the form: `flat`, `model` or `pipeline`.

    A `type` in the wrong case is meant as it reads; another rule tells of the case. Any other text is taken as flat, as
    the `az ml` command does (it compares the texts `model` and `pipeline` and reads everything else as flat).
    """
    kind = child(root, "type")
    if isinstance(kind, Unknown):
        return kind.elsewhere(kind)
    text = (text_of(kind) or "").lower()
    return placed(text if text in FORMS else "flat", kind)


def deployment_facts(root: Value, problems: Value, signs: Value, neighbour: Value) -> Present:
    """Return the root `deployment` of a document."""
    form = form_of(root)
    body = _body(root, form)
    retry = child(body, "retry_settings")
    code = child(root, "code_configuration")
    facts: dict[str, Value] = {"form": form}
    facts |= {key: child(root, key) for key in _ROOT}
    facts |= {key: child(body, key) for key in _BODY}
    if isinstance(body, Absent):
        facts |= {key: child(root, key) for key in _KEPT}
    facts |= {key: whole(facts[key]) for key in _WHOLE}
    facts |= {key: whole(child(retry, key)) for key in ("timeout", "max_retries")}
    facts |= {
        "retry_settings": retry,
        "code_configuration": code,
        "code": child(code, "code"),
        "scoring_script": child(code, "scoring_script"),
        "instance_count": whole(_instance_count(root, body)),
        "problems": problems,
        "preview_2021": signs,
        "neighbour": neighbour,
        "overridden": listing([fact(name, value) for name, value in entries(root).items() if value.source is not root.source], root),
        "runs_on": runs_on(root),
        "setting_names": _names(facts["settings"]),
        "curated_environment": _curated(facts["environment"]),
    }
    return mapping(facts, root)


def _names(settings: Value) -> Value:
    if isinstance(settings, Unknown):
        return settings.elsewhere(settings)
    return listing([fact(name, value.key or value) for name, value in entries(settings).items()], settings)


def _curated(environment: Value) -> Value:
    return environment.elsewhere(environment) if isinstance(environment, Unknown) else fact(is_curated(environment), environment)


def runs_on(root: Value) -> Value:
    """Return what names the compute that jobs run on: of a pipeline the default one of its steps, if that is a compute at all."""
    form = form_of(root)
    if isinstance(form, Unknown):
        return form.elsewhere(form)
    if form.data != "pipeline":  # type: ignore[union-attr]  # an absent `type` is flat
        return child(root, "compute")
    named = child(child(root, "settings"), "default_compute")
    serverless = (text_of(named) or "").lower().removeprefix("azureml:") == "serverless"
    return Absent(named) if serverless else named


def _body(root: Value, form: Value) -> Value:
    """Return the mapping that holds the scoring settings: `settings` for `type: model`, else the root."""
    if isinstance(form, Unknown):
        return form.elsewhere(form)
    return child(root, "settings") if form.data == "model" else root  # type: ignore[union-attr]  # an absent `type` is flat


def _instance_count(root: Value, body: Value) -> Value:
    asked = child(child(root, "resources"), "instance_count")
    return asked if written(asked) else child(body, "instance_count")


def whole(value: Value) -> Value:
    """Return a text that is a whole number as that number: azure-ai-ml takes `"30"` for 30 (marshmallow's Integer field)."""
    text = text_of(value)
    if text is None:
        return value
    digits = text.strip()
    try:
        number = int(digits)
    except ValueError:
        return value
    return placed(number, value)


def no_code(root: Value) -> bool:
    """Tell whether a model deployment has neither script nor environment: then its model must be an MLflow model."""
    form = form_of(root)
    return (
        isinstance(form, Present)
        and form.data in ("flat", "model")
        and isinstance(child(root, "code_configuration"), Absent)
        and isinstance(child(root, "environment"), Absent)
    )
