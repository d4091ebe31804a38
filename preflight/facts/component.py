"""What is known of a component: its inputs and outputs, its command and its steps."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


def component_facts(root: Value, problems: Value | None = None) -> Present:
    """Return the root `component`: its type, and its inputs and outputs with their types, its steps and its command."""
    from preflight.facts.command import optional_arguments  # noqa: PLC0415 - few runs meet a component
    from preflight.facts.job import steps  # noqa: PLC0415 - as above

    return mapping(
        {
            "name": child(root, "name"),
            "type": child(root, "type"),
            "inputs": _ports(child(root, "inputs")),
            "outputs": _ports(child(root, "outputs")),
            "optional_arguments": optional_arguments(child(root, "command")),
            "steps": steps(root),
            "problems": problems or Absent(root),
        },
        root,
    )


def _ports(ports: Value) -> Value:
    """Return the inputs or outputs of a component; an input is required unless it is optional or has a default."""
    if isinstance(ports, Unknown):
        return ports
    made = []
    for name, item in entries(ports).items():
        optional = child(item, "optional")
        required = not (isinstance(optional, Present) and optional.data is True) and isinstance(child(item, "default"), Absent)
        made.append(mapping({"name": fact(name, item.key or item), "type": child(item, "type"), "required": fact(required, item)}, item))
    return listing(made, ports)
