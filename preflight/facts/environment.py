"""What is known of an environment."""

from __future__ import annotations

from preflight.facts.answered import answered, mapping_of, section, text_told
from preflight.facts.reference import reference
from preflight.value import Absent, child, fact, mapping, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

MICROSOFT = "mcr.microsoft.com/"


def environment_facts(body: Value, named: Value, problems: Value | None = None) -> Present:
    """Return the root `environment`: `body` is the mapping that defines it, `named` the text that names it, if one does."""
    facts: dict[str, Value] = {key: child(body, key) for key in ("name", "version", "image", "build", "conda_file")}
    more = {
        "image_name": _image_name(facts["image"]),
        "reference": named,
        "curated": fact(is_curated(named), named),
        "registered": fact(body.teller is not None, body),
        "problems": problems or Absent(body),
    }
    return mapping({**facts, **more}, body)


def _image_name(image: Value) -> Value:
    """Return the name of an image, without tag and digest, and without Microsoft's registry."""
    text = text_of(image)
    if text is None:
        return image
    path, _, _ = text.strip().partition("@")
    folder, slash, name = path.rpartition("/")
    return placed((folder + slash + name.partition(":")[0]).removeprefix(MICROSOFT), image)


def registered_environment(body: Value, named: Value) -> Present:
    """Return what defines a registered environment, as a file would have it (EnvironmentVersion/get in azure-rest-api-specs).

    `named` is the text that names it.
    """
    from preflight.facts.registered_conda import registered_conda  # noqa: PLC0415 - only a live run comes to it

    properties = section(body, "properties", "its properties")
    if all(isinstance(child(properties, name), Absent) for name in ("image", "build", "condaFile")):
        properties = answered(Absent(properties), "what it is made of")
    text = text_of(named)
    found = reference(text) if text is not None else None
    return mapping(
        {
            "name": fact(found.name if found is not None else None, body),
            "version": child(body, "name"),
            "image": text_told(child(properties, "image"), "its image"),
            "build": mapping_of(child(properties, "build"), "its build context"),
            "conda_file": registered_conda(child(properties, "condaFile")),
        },
        body,
    )


def is_curated(named: Value) -> bool:
    """Tell whether a reference is to one of Azure ML's own environments (how-to-use-batch-model-deployments, the warning on them)."""
    text = text_of(named)
    found = reference(text) if text is not None else None
    return found is not None and (found.registry == "azureml" or found.name.startswith("AzureML-"))
