"""Signs of the 2021 preview format of batch endpoints, which no released azure-ai-ml reads."""

from __future__ import annotations

from preflight.value import Absent, Present, child, listing, placed, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Value

# Seen in the preview's own samples (wenyang/azureml-v2-preview, 2021): keys that the released schemas dropped or renamed.
_KEYS = (
    ("traffic",),
    ("deployments",),
    ("output_configuration",),
    ("batch_settings",),
    ("model", "local_path"),
    ("code_configuration", "code", "local_path"),
    ("code_configuration", "code", "directory"),
    ("environment", "docker"),
    ("compute", "target"),
)


def preview_signs(root: Value) -> Value:
    """Return the paths of keys that only the 2021 format has, as texts placed at these keys; absent when there are none.

    The list stands at its only member, or at the document when there are several.
    """
    signs: list[Value] = []
    if text_of(child(root, "type")) == "batch":
        signs.append(_sign("type", child(root, "type")))
    for path in _KEYS:
        value = root
        for key in path:
            value = child(value, key)
        if written(value):
            signs.append(_sign(".".join(path), value))
    if not signs:
        return Absent(root)
    near: Located = signs[0] if len(signs) == 1 else root
    return listing(signs, near)


def _sign(path: str, value: Value) -> Present:
    return placed(path, value.key or value)
