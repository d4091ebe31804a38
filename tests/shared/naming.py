"""Endpoints and deployments that name one another."""

from __future__ import annotations

from preflight.value import Present, Unknown, Value, child, text_of


def endpoint(name: str, default: str = "") -> str:
    """Return an endpoint, with or without a default deployment."""
    return f"name: {name}\nauth_mode: aad_token\n" + (f"defaults: {{deployment_name: {default}}}\n" if default else "")


def deployment(name: str, endpoint_name: str = "", more: str = "") -> str:
    """Return a flat deployment of an endpoint, or of none that it names, with more lines."""
    return (
        f"name: {name}\nmodel: azureml:m@latest\ncompute: azureml:c\n"
        + (f"endpoint_name: {endpoint_name}\n" if endpoint_name else "")
        + more
    )


def at(value: Value, *path: str) -> str:
    """Return the text at a path of facts, or what is there instead, with the file it stands in."""
    for name in path:
        value = child(value, name)
    if isinstance(value, Unknown):
        return f"unknown: {value.reason}"
    return f"{text_of(value)} of {value.source.path}" if isinstance(value, Present) and value.source else "absent"
