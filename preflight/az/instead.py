"""Options that people give to `az ml batch-…` and that it does not have: those of its first versions and of online endpoints.

Source: the reference of the extension `ml` in its first versions (MicrosoftDocs/azure-docs-cli), and the one of today.
"""

from __future__ import annotations

_INPUT = "`--input <path>`, with `--input-type uri_folder` or `uri_file`"
_DEFAULT = "`--set defaults.deployment_name=<deployment>`: a batch endpoint has a default deployment, and no traffic"
_SET_DEFAULT = "`az ml batch-endpoint update --name <endpoint> --set defaults.deployment_name=<deployment>`"
_NAME = "`--name`"
_INSTEAD = {
    "ml batch-endpoint invoke": {
        "--input-path": _INPUT,
        "--input-local-path": _INPUT,
        "--input-data": "`--input azureml:<name>:<version>`",
        "--request-file": "`--file`, with `inputs` and `outputs`; or `--input`",
        "--endpoint-name": _NAME,
    },
    "ml batch-endpoint create": {"--traffic": _DEFAULT, "--mirror-traffic": _DEFAULT, "--endpoint-name": _NAME},
    "ml batch-endpoint update": {"--traffic": _DEFAULT, "--mirror-traffic": _DEFAULT, "--endpoint-name": _NAME},
    "ml batch-endpoint show": {"--endpoint-name": _NAME},
    "ml batch-endpoint delete": {"--endpoint-name": _NAME},
    "ml batch-deployment create": {"--all-traffic": "`--set-default`"},
    "ml batch-deployment update": {"--set-default": _SET_DEFAULT, "--all-traffic": _SET_DEFAULT},
}


def instead_of(command: str, option: str) -> str | None:
    """Return what is written instead of an option that a command does not have; None where nothing certain is known."""
    return _INSTEAD.get(command, {}).get(option)
