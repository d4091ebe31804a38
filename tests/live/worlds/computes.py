"""Worlds with other computes, and another quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import asset_shapes, good, shapes
from tests.azure.faults import HalfJson, Hollow, Status
from tests.live.worlds.case import Case, as_it_is, both, drop, forbid, patch, put, remove, spoil
from tests.live.worlds.project import deployment

if TYPE_CHECKING:
    from tests.live.worlds.project import Files

_NO_JOB: Files = {"inputs.yml": None}
_MISSING = {"compute-missing-or-wrong-kind": "error"}
_KIND = {"compute-missing-or-wrong-kind": "warning"}
_IDENTITY = shapes.system_identity(good.CLUSTER_IDENTITY, "tenant")
_AKS = f"{good.GROUP_ID}/providers/Microsoft.ContainerService/managedClusters/aks-heart"
_ARC = f"{good.GROUP_ID}/providers/Microsoft.Kubernetes/connectedClusters/arc-heart"
_OF_COMPUTE = frozenset(
    {
        "compute-missing-or-wrong-kind",
        "instance-count-exceeds-max",
        "low-priority-single-node",
        "compute-arc-kubernetes",
        "compute-quota-exceeded",
    }
)
_OF_DATA = frozenset({"compute-identity-none", "compute-identity-missing-blob-reader"})
_OF_QUOTA = frozenset({"compute-quota-exceeded"})
_SCALE = "properties.properties.scaleSettings.maxNodeCount"
_WHOLE = f"/subscriptions/{good.SUBSCRIPTION}"
_CORES = "Standard DSv2 Family Cluster Dedicated vCPUs"


CASES = (
    Case(
        "compute here: of a retired size",
        as_it_is,
        {"compute-size-retired": "warning"},
        files={"compute.yml": "name: old\ntype: amlcompute\nsize: Standard_NC6\n"},
    ),
    Case("compute: not there", remove(good.COMPUTE), _MISSING),
    Case(
        "compute: refused",
        forbid("*/computes/read"),
        unsure=_OF_COMPUTE | _OF_DATA,
        reasons=("may not read compute `cpu-cluster`*computes/read",),
    ),
    Case("compute: a page of HTML", spoil("computes/cpu-cluster"), unsure=_OF_COMPUTE | _OF_DATA, reasons=("a page of HTML",)),
    Case("compute: hollow", spoil("computes/cpu-cluster", Hollow()), unsure=_OF_COMPUTE | _OF_DATA, reasons=("compute `cpu-cluster`",)),
    Case(
        "compute: half of the answer",
        spoil("computes/cpu-cluster", HalfJson()),
        unsure=_OF_COMPUTE | _OF_DATA,
        reasons=("compute `cpu-cluster`",),
    ),
    Case(
        "compute: without inner properties",
        patch(good.COMPUTE, "properties.properties", None),
        unsure=frozenset({"instance-count-exceeds-max"}),
        reasons=("what sort of cluster it is",),
    ),
    Case("compute: with properties in capitals", patch(good.COMPUTE, "properties.computeType", "AMLCOMPUTE")),
    Case(
        "compute: of no type",
        drop(good.COMPUTE, "properties.computeType"),
        unsure=frozenset({"compute-missing-or-wrong-kind"}),
        reasons=("it lacks `properties.computeType`",),
    ),
    Case("compute: of a new type", patch(good.COMPUTE, "properties.computeType", "QuantumCluster"), _KIND, files=_NO_JOB),
    Case("compute: failed", patch(good.COMPUTE, "properties.provisioningState", "Failed"), _MISSING),
    Case("compute: being made", patch(good.COMPUTE, "properties.provisioningState", "Creating")),
    Case(
        "compute: an instance",
        put(good.COMPUTE, shapes.other_compute("ComputeInstance", {"vmSize": "STANDARD_DS3_V2"})),
        _KIND,
        files=_NO_JOB,
    ),
    Case(
        "compute: AKS attached long ago",
        put(good.COMPUTE, shapes.other_compute("AKS", {"systemServices": []}, _AKS)),
        _KIND,
        files=_NO_JOB,
    ),
    Case("compute: AKS", put(good.COMPUTE, shapes.attached_cluster(_AKS, _IDENTITY)), files=_NO_JOB),
    Case(
        "compute: AKS, and as whom it reads the data of a job",
        put(good.COMPUTE, shapes.attached_cluster(_AKS, _IDENTITY)),
        unsure=_OF_DATA,
        reasons=("as whom a compute of type `kubernetes` reads data",),
    ),
    Case("compute: Arc", put(good.COMPUTE, shapes.attached_cluster(_ARC, _IDENTITY)), {"compute-arc-kubernetes": "error"}, files=_NO_JOB),
    Case(
        "compute: Kubernetes without the id of a cluster",
        both(put(good.COMPUTE, shapes.attached_cluster(_AKS, _IDENTITY)), patch(good.COMPUTE, "properties.resourceId", None)),
        unsure=frozenset({"compute-arc-kubernetes"}),
        reasons=("which resource is attached",),
        files=_NO_JOB,
    ),
    Case(
        "compute: instance type on AKS",
        put(good.COMPUTE, shapes.attached_cluster(_AKS, _IDENTITY)),
        {"kubernetes-granular-resources": "error", "resources-extra-keys": "info"},
        files=deployment(instance_count="2\n  instance_type: large") | _NO_JOB,
    ),
    Case(
        "compute: instance type on one that may not be read",
        forbid("*/computes/read"),
        {"resources-extra-keys": "info"},
        unsure=frozenset({"kubernetes-granular-resources"}),
        reasons=("may not read compute `cpu-cluster`",),
        files=deployment(instance_count="2\n  instance_type: large") | _NO_JOB,
    ),
    Case(
        "compute: more processes than GPUs",
        patch(good.COMPUTE, "properties.properties.vmSize", "Standard_NC6s_v3"),
        {"concurrency-vs-gpu-memory": "info"},
        unsure=_OF_QUOTA,
        reasons=("does not name the family `standardNCSv3Family`",),
    ),
    Case(
        "compute: instance type on a cluster",
        put(good.COMPUTE, shapes.cluster(_IDENTITY)),
        {"resources-extra-keys": "info"},
        files=deployment(instance_count="2\n  instance_type: large"),
    ),
    Case("compute: as many nodes as wanted", patch(good.COMPUTE, _SCALE, 2)),
    Case("compute: fewer nodes than wanted", patch(good.COMPUTE, _SCALE, 1), {"instance-count-exceeds-max": "error"}),
    Case("compute: most nodes as a text", patch(good.COMPUTE, _SCALE, "4"), unsure=_OF_COMPUTE, reasons=("maxNodeCount",)),
    Case(
        "compute: most nodes not said",
        drop(good.COMPUTE, _SCALE),
        unsure=frozenset({"instance-count-exceeds-max"}),
        reasons=("the most nodes it may have",),
    ),
    Case("compute: low priority", patch(good.COMPUTE, "properties.properties.vmPriority", "LowPriority")),
    Case(
        "compute: low priority, one node",
        both(patch(good.COMPUTE, "properties.properties.vmPriority", "LowPriority"), patch(good.COMPUTE, _SCALE, 1)),
        {"low-priority-single-node": "warning"},
        files=deployment(instance_count="1"),
    ),
    Case("quota: none left", patch(good.USAGES, ("value", 1, "currentValue"), 24), {"compute-quota-exceeded": "warning"}),
    Case(
        "quota: nodes that run already",
        both(patch(good.USAGES, ("value", 1, "currentValue"), 24), patch(good.COMPUTE, "properties.properties.currentNodeCount", 2)),
    ),
    Case("quota: no limit", patch(good.USAGES, ("value", 1, "limit"), -1)),
    Case(
        "quota: low priority without limit",
        both(patch(good.USAGES, ("value", 1, "currentValue"), 24), patch(good.COMPUTE, "properties.properties.vmPriority", "LowPriority")),
    ),
    Case(
        "quota: only that of another workspace",
        put(good.USAGES, {"value": [asset_shapes.usage(_CORES, 24, 24, good.WORKSPACE)]}),
        unsure=_OF_QUOTA,
        reasons=("does not name the family `standardDSv2Family`",),
    ),
    Case(
        "quota: empty list", put(good.USAGES, {"value": []}), unsure=_OF_QUOTA, reasons=("does not name the family `standardDSv2Family`",)
    ),
    Case("quota: refused", forbid("*/usages/read"), unsure=_OF_QUOTA, reasons=("may not read the quota in `westeurope`",)),
    Case("quota: a page of HTML", spoil("usages"), unsure=_OF_QUOTA, reasons=("a page of HTML",)),
    Case("quota: an object", put(good.USAGES, {"value": {}}), unsure=_OF_QUOTA, reasons=("the quota in `westeurope`",)),
    Case("VM sizes: refused", forbid("*/vmSizes/read"), unsure=_OF_QUOTA, reasons=("may not read the VM sizes in `westeurope`",)),
    Case(
        "VM sizes: not that of the cluster",
        put(good.VM_SIZES, {"value": [asset_shapes.vm_size("Standard_NC6s_v3", "standardNCSv3Family", 6, gpus=1)]}),
        unsure=_OF_QUOTA,
        reasons=("there is no machine `STANDARD_DS3_V2` in `westeurope`",),
    ),
    Case(
        "VM sizes: an error",
        spoil("vmSizes", Status(500, body={"error": {"code": "InternalServerError", "message": "odd"}})),
        unsure=_OF_QUOTA,
        reasons=("Azure could not tell the VM sizes",),
    ),
)
