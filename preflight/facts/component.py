"""What is known of a component: its inputs and outputs, its command and its steps."""

from __future__ import annotations

from preflight.facts.answered import mapping_of, section
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


def registered_component(body: Value) -> Value:
    """Return the root `component` of a registered component, whose `componentSpec` is as its file was."""
    spec = section(section(body, "properties", "its properties"), "componentSpec", "what it is made of")
    if not isinstance(spec, Present):
        return spec
    ports = {name: mapping_of(child(spec, name), f"its {name}") for name in ("inputs", "outputs", "jobs")}
    return component_facts(mapping(entries(spec) | ports, spec))


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
