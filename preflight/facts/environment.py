"""What is known of an environment."""

from __future__ import annotations

from preflight.facts.reference import reference
from preflight.value import Absent, child, fact, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


def environment_facts(body: Value, named: Value, problems: Value | None = None) -> Present:
    """Return the root `environment`: `body` is the mapping that defines it, `named` the text that names it, if one does."""
    facts: dict[str, Value] = {key: child(body, key) for key in ("name", "version", "image", "build", "conda_file")}
    return mapping(
        {**facts, "reference": named, "curated": fact(is_curated(named), named), "problems": problems or Absent(body)},
        body,
    )


def is_curated(named: Value) -> bool:
    """Tell whether a reference is to one of Azure ML's own environments (how-to-use-batch-model-deployments, the warning on them)."""
    text = text_of(named)
    found = reference(text) if text is not None else None
    return found is not None and (found.registry == "azureml" or found.name.startswith("AzureML-"))
