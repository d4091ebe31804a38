"""What is known of a batch endpoint."""

from __future__ import annotations

from preflight.facts.deployment import form_of
from preflight.value import Absent, child, fact, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


def endpoint_facts(root: Value, deployments: Value, problems: Value | None = None, signs: Value | None = None) -> Present:
    """Return the root `endpoint` of a document; `deployments` lists its deployments by name, wherever they are known from."""
    return mapping(
        {
            "name": child(root, "name"),
            "auth_mode": child(root, "auth_mode"),
            "identity": child(root, "identity"),
            "default_deployment": child(child(root, "defaults"), "deployment_name"),
            "deployments": deployments,
            "deployments_in_sight": Absent(root),
            "state": Absent(root),
            "missing": fact(data=False, near=root),
            "problems": problems or Absent(root),
            "preview_2021": signs or Absent(root),
        },
        root,
    )


def defined_deployment(root: Value) -> Present:
    """Return what an endpoint lists of a deployment that a document defines; its state is absent while the workspace does not have it.

    A document that the workspace tells is no file.
    """
    in_file = fact(root.teller is None, root)
    return mapping({"name": child(root, "name"), "form": form_of(root), "in_file": in_file, "state": Absent(root)}, root)
