"""Worlds with another endpoint, other deployments in it, and another default one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import good
from tests.azure.faults import HalfJson, Hollow
from tests.live.worlds.case import Case, as_it_is, both, forbid, patch, remove, spoil
from tests.live.worlds.project import DEPLOYMENT, SCRIPT

if TYPE_CHECKING:
    from tests.azure.world import World
    from tests.live.worlds.case import Change
    from tests.live.worlds.project import Files

_UNUSABLE = frozenset({"default-deployment-unusable"})
_NO_ENDPOINT: Files = {"endpoint.yml": None}
_DEFAULT = "properties.defaults"
_ALONE: Files = {"endpoint.yml": None, "inputs.yml": None}


def _default(value: object) -> Change:
    return patch(good.ENDPOINT, _DEFAULT, value)


def _small_pages(world: World) -> None:
    world.page_size = 1
    world.set(good.VM_SIZES, {"value": world.get(good.VM_SIZES)["value"][1:2]})


_JOB = ("--input", "azureml:heart:1")
_SECOND = DEPLOYMENT.replace("name: classic", "name: second").replace("instance_count: 2", "instance_count: 4")
_SEVERAL: Files = {
    "inputs.yml": None,
    "endpoint.yml": "name: heart-batch\nauth_mode: aad_token\n",
    "second/deployment.yml": _SECOND,
    "second/code/score.py": SCRIPT,
}

CASES = (
    Case("endpoint: in a file, not in the workspace", remove(good.ENDPOINT)),
    Case("endpoint: neither in a file nor in the workspace", remove(good.ENDPOINT), {"endpoint-missing": "warning"}, files=_ALONE),
    Case("endpoint: in the workspace only", patch(good.ENDPOINT, "tags", {}), files=_ALONE),
    Case(
        "endpoint: refused",
        forbid("*/batchEndpoints/read"),
        unsure=frozenset({"endpoint-missing"}),
        reasons=("may not read endpoint `heart-batch`*batchEndpoints/read",),
        files=_ALONE,
    ),
    Case(
        "endpoint: a page of HTML",
        spoil("batchEndpoints/heart-batch"),
        unsure=frozenset({"endpoint-missing"}),
        reasons=("a page of HTML",),
        files=_ALONE,
    ),
    Case(
        "endpoint: hollow",
        spoil("batchEndpoints/heart-batch", Hollow()),
        unsure=frozenset({"endpoint-missing"}),
        reasons=("endpoint `heart-batch`",),
        files=_ALONE,
    ),
    Case("default: another deployment, which is there", _default({"deploymentName": "mlflow"}), files=_NO_ENDPOINT),
    Case("default: none", _default({"deploymentName": None}), {"default-deployment-unset": "error"}, files=_NO_ENDPOINT),
    Case("default: an empty text", _default({"deploymentName": ""}), {"default-deployment-unset": "error"}, files=_NO_ENDPOINT),
    Case("default: an empty object", _default({}), {"default-deployment-unset": "error"}, files=_NO_ENDPOINT),
    Case("default: null", _default(None), {"default-deployment-unset": "error"}, files=_NO_ENDPOINT),
    Case(
        "default: none, but the job names a deployment",
        _default(None),
        files={"endpoint.yml": "name: heart-batch\nauth_mode: aad_token\n", "inputs.yml": None},
        options=("--input", "azureml:heart:1", "--deployment-name", "classic"),
    ),
    Case(
        "default: none, and only one deployment",
        both(_default(None), remove(good.MLFLOW_DEPLOYMENT)),
        {"default-deployment-unset": "info"},
        files=_NO_ENDPOINT,
    ),
    Case(
        "default: one that is gone", both(_default({"deploymentName": "old"})), {"default-deployment-unusable": "error"}, files=_NO_ENDPOINT
    ),
    Case(
        "default: a number",
        _default({"deploymentName": 3}),
        unsure=frozenset({"default-deployment-unset"}),
        reasons=("deploymentName",),
        files=_NO_ENDPOINT,
    ),
    Case(
        "default: could not be created",
        patch(good.DEPLOYMENT, "properties.provisioningState", "Failed"),
        {"default-deployment-unusable": "warning"},
    ),
    Case(
        "default: could not be created, and is in no file",
        both(_default({"deploymentName": "mlflow"}), patch(good.MLFLOW_DEPLOYMENT, "properties.provisioningState", "Failed")),
        {"default-deployment-unusable": "error"},
        files=_NO_ENDPOINT,
    ),
    Case("default: of several deployments, as the workspace says", as_it_is, files=_SEVERAL, options=_JOB),
    Case(
        "default: of several deployments, and nobody says which",
        _default(None),
        {"default-deployment-unset": "error"},
        unsure=frozenset({"compute-identity-none", "compute-identity-missing-blob-reader"}),
        reasons=("which of several deployments this is for is not said",),
        files=_SEVERAL,
        options=_JOB,
    ),
    Case(
        "default: of several deployments, and the endpoint is refused",
        forbid("*/batchEndpoints/read"),
        unsure=frozenset({"compute-identity-none", "compute-identity-missing-blob-reader"}),
        reasons=("may not read endpoint `heart-batch`",),
        files=_SEVERAL,
        options=_JOB,
    ),
    Case(
        "deployments: one that a file names as the default is not there",
        patch(good.ENDPOINT, "tags", {}),
        {"default-deployment-missing": "error"},
        files={"endpoint.yml": "name: heart-batch\nauth_mode: aad_token\ndefaults: {deployment_name: old}\n"},
    ),
    Case(
        "deployments: refused, and a file names a default that is in no file",
        forbid("*/deployments/read"),
        unsure=frozenset({"default-deployment-missing"}),
        reasons=("may not read the deployments of endpoint `heart-batch`",),
        files={"endpoint.yml": "name: heart-batch\nauth_mode: aad_token\ndefaults: {deployment_name: old}\n"},
    ),
    Case(
        "deployments: the job names one that is not there",
        patch(good.ENDPOINT, "tags", {}),
        {"default-deployment-missing": "error"},
        unasked=2,
        options=("--deployment-name", "old"),
    ),
    Case(
        "deployments: refused",
        forbid("*/deployments/read"),
        unsure=_UNUSABLE,
        reasons=("may not read the deployments of endpoint `heart-batch`*deployments/read",),
    ),
    Case("deployments: a page of HTML", spoil("batchEndpoints/heart-batch/deployments"), unsure=_UNUSABLE, reasons=("a page of HTML",)),
    Case(
        "deployments: half of the answer",
        spoil("batchEndpoints/heart-batch/deployments", HalfJson()),
        unsure=_UNUSABLE,
        reasons=("the deployments of endpoint `heart-batch`",),
    ),
    Case(
        "deployments: hollow",
        spoil("batchEndpoints/heart-batch/deployments", Hollow()),
        unsure=_UNUSABLE,
        reasons=("the deployments of endpoint `heart-batch`",),
    ),
    Case("deployments: several pages", _small_pages),
    Case(
        "deployments: the second page is refused",
        both(_small_pages, spoil("deployments?*skip=1*")),
        unsure=_UNUSABLE,
        reasons=("the deployments of endpoint `heart-batch`",),
    ),
)
