"""From a deployment to findings about its cluster, by asking the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Question, Unanswered
from tests.shared.asking import ODD, changed, leaves, told, undecided
from tests.shared.workspaces import GOOD, Workspace, compute, kubernetes, usage, usages

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    Ask = Callable[..., Judged]

C, K = Question(question.COMPUTE, ("c",)), Question(question.COMPUTE, ("k",))
SIZES, USAGES = Question(question.VM_SIZES, ("eastus2",)), Question(question.USAGES, ("eastus2",))
RULES = (
    "compute-arc-kubernetes", "compute-missing-or-wrong-kind", "compute-quota-exceeded", "concurrency-vs-gpu-memory",
    "instance-count-exceeds-max", "kubernetes-granular-resources", "low-priority-single-node",
)  # fmt: skip
FILE = "name: d\nendpoint_name: e\ncompute: azureml:c\nresources: {instance_count: 3}\n"
ON_KUBERNETES = FILE.replace("azureml:c", "azureml:k")
CLUSTER = "name: c\ntype: amlcompute\nsize: STANDARD_DS3_V2\nmax_instances: 9\n"
NOT_DECIDED = "the answer about `c` says "


def test_a_good_cluster(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, {"d.yml": FILE}, *RULES)
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ())
    assert asked.waves == [[C], [SIZES, USAGES]]


@pytest.mark.parametrize(
    ("answer", "findings"),
    [
        (None, ["d.yml:3:10 error compute-missing-or-wrong-kind: `azureml:c` is no compute of the workspace, and no file here defines it"]),
        (
            {**compute("c"), "properties": {**compute("c")["properties"], "provisioningState": "Failed"}},
            ["d.yml:3:10 error compute-missing-or-wrong-kind: the compute `c` is in the state `failed`: no job can run on it"],
        ),
        (
            {"name": "c", "properties": {"computeType": "ComputeInstance", "provisioningState": "Succeeded", "properties": None}},
            [
                (
                    "d.yml:3:10 warning compute-missing-or-wrong-kind: the compute `c` is of the type `computeinstance`; "
                    "batch deployments run on clusters: `amlcompute` or `kubernetes`"
                )
            ],
        ),
        (
            compute("c", scaleSettings={"maxNodeCount": 2}),
            ["d.yml:4:29 error instance-count-exceeds-max: 3 nodes, but the cluster `c` has 2 at most"],
        ),
        (
            compute("c", vmPriority="LowPriority", scaleSettings={"maxNodeCount": 1}),
            [
                (
                    "d.yml:3:10 warning low-priority-single-node: the cluster `c` is of low priority and has one node at most: "
                    "when that is taken away, the job is cancelled"
                ),
                "d.yml:4:29 error instance-count-exceeds-max: 3 nodes, but the cluster `c` has 1 at most",
            ],
        ),
    ],
)
def test_a_bad_cluster(ask: Ask, answer: Any, findings: list[str]) -> None:
    result = ask(Workspace({**GOOD, C: answer}), {"d.yml": FILE}, *RULES)
    assert told(result) == findings
    assert result.unknowns == ()


def test_a_legacy_cluster_of_aks(ask: Ask) -> None:
    legacy = {"name": "c", "properties": {"computeType": "AKS", "provisioningState": "Succeeded", "resourceId": "/x"}}
    result = ask(Workspace({**GOOD, C: legacy}), {"d.yml": FILE}, *RULES)
    assert [one.partition(";")[0] for one in told(result)] == [
        "d.yml:3:10 warning compute-missing-or-wrong-kind: the compute `c` is of the type `aks`"
    ]


def test_the_fix_names_the_cluster_to_create(ask: Ask) -> None:
    (finding,) = ask(Workspace({**GOOD, C: None}), {"d.yml": FILE}, *RULES).findings
    assert "`az ml compute create --name c --type amlcompute" in finding.fix


def test_a_cluster_that_a_file_defines_may_be_missing_still(ask: Ask) -> None:
    asked = Workspace({**GOOD, C: None})
    result = ask(asked, {"d.yml": FILE, "c.yml": CLUSTER}, *RULES)
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ())
    assert asked.waves == [[C], [Question(question.WORKSPACE)], [SIZES, USAGES]]


def test_a_file_does_not_stand_for_what_may_not_be_read(ask: Ask) -> None:
    asked = Workspace({**GOOD, C: Unanswered("no", "x/computes/read")})
    result = ask(asked, {"d.yml": FILE, "c.yml": CLUSTER}, "compute-missing-or-wrong-kind", "instance-count-exceeds-max")
    assert [(one.rules, one.reason, one.permission) for one in result.unknowns] == [
        (("compute-missing-or-wrong-kind",), "no", "x/computes/read")
    ]


def test_the_quota_of_a_cluster_that_is_still_to_be_created(ask: Ask) -> None:
    answers = {**GOOD, C: None, USAGES: usages(used=20)}
    result = ask(Workspace(answers), {"d.yml": FILE, "c.yml": CLUSTER}, *RULES)
    assert [one.partition(":1 ")[2] or one for one in told(result)] == [
        (
            "d.yml:4:29 warning compute-quota-exceeded: the nodes of a job need 12 more cores of `standardDSv2Family`; "
            "4 are left of `Standard DSv2 Family Cluster Dedicated vCPUs`"
        )
    ]


@pytest.mark.parametrize(
    ("cluster", "rows", "free", "limit"),
    [
        ({}, usages(used=13), 11, "Standard DSv2 Family Cluster Dedicated vCPUs"),
        ({}, usages(used=30), 0, "Standard DSv2 Family Cluster Dedicated vCPUs"),
        ({}, usages(usage("Total Cluster Dedicated Regional vCPUs", 95, 100)), 5, "Total Cluster Dedicated Regional vCPUs"),
        ({}, usages(usage("Total Cluster Dedicated Regional vCPUs", 95, 100), limit=-1), 5, "Total Cluster Dedicated Regional vCPUs"),
        (
            {"vmPriority": "LowPriority"},
            usages(usage("Total Cluster LowPriority Regional vCPUs", 45, 50)),
            5,
            "Total Cluster LowPriority Regional vCPUs",
        ),
        ({"currentNodeCount": 1}, usages(used=17), 7, "Standard DSv2 Family Cluster Dedicated vCPUs"),
    ],
)
def test_a_quota_that_does_not_do(ask: Ask, cluster: dict[str, Any], rows: Any, free: int, limit: str) -> None:
    result = ask(Workspace({**GOOD, C: compute("c", **cluster), USAGES: rows}), {"d.yml": FILE}, "compute-quota-exceeded")
    needed = 8 if "currentNodeCount" in cluster else 12
    assert told(result) == [
        (
            f"d.yml:4:29 warning compute-quota-exceeded: the nodes of a job need {needed} more cores of `standardDSv2Family`; "
            f"{free} are left of `{limit}`"
        )
    ]
    assert {fact.resource for one in result.findings for fact in one.evidence} != set()


@pytest.mark.parametrize(
    "rows",
    [
        usages(limit=-1),
        usages(used=12),
        usages(limit=-1, used=1000),
    ],
)
def test_a_quota_that_does(ask: Ask, rows: Any) -> None:
    result = ask(Workspace({**GOOD, USAGES: rows}), {"d.yml": FILE}, "compute-quota-exceeded")
    assert (result.findings, result.unknowns) == ((), ())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({USAGES: {"value": []}}, "the quota in `eastus2` does not name the family `standardDSv2Family`"),
        ({USAGES: {}}, "the quota in `eastus2` does not name the family `standardDSv2Family`"),
        ({USAGES: usages(limit=None)}, "the answer about `the quota in eastus2` does not say a limit"),
        (
            {USAGES: usages(used="many")},
            "the answer about `the quota in eastus2` says how many cores are in use in a way that cannot be read",
        ),
        ({SIZES: {"value": [3]}}, "there is no machine `STANDARD_DS3_V2` in `eastus2`"),
        ({SIZES: {"value": [{"name": "Standard_DS3_v2"}]}}, "the answer about `STANDARD_DS3_V2` does not say its family"),
        ({C: compute("c", currentNodeCount=None)}, "the answer about `c` does not say how many nodes it has"),
        ({USAGES: Unanswered("the quota may not be read", "x/usages/read")}, "the quota may not be read"),
        ({C: Unanswered("the compute may not be read", "x/computes/read")}, "the compute may not be read"),
    ],
)
def test_a_quota_that_nobody_knows(ask: Ask, changes: dict[Question, Any], reason: str) -> None:
    result = ask(Workspace({**GOOD, **changes}), {"d.yml": FILE}, "compute-quota-exceeded")
    assert (told(result), undecided(result)) == ([], [reason])


def test_where_the_cluster_is_not_said_the_workspace_tells(ask: Ask) -> None:
    answer = compute("c")
    del answer["location"]
    asked = Workspace({**GOOD, C: answer})
    result = ask(asked, {"d.yml": FILE}, *RULES)
    assert (result.findings, result.unknowns) == ((), ())
    assert asked.waves == [[C], [Question(question.WORKSPACE)], [SIZES, USAGES]]


def test_processes_that_share_a_gpu(ask: Ask) -> None:
    text = FILE + "max_concurrency_per_instance: 2\n"
    result = ask(Workspace({**GOOD, C: compute("c", vmSize="Standard_NC24ads_A100_v4")}), {"d.yml": text}, "concurrency-vs-gpu-memory")
    assert told(result) == [
        (
            "d.yml:5:31 info concurrency-vs-gpu-memory: 2 processes share what each `Standard_NC24ads_A100_v4` of `c` has in GPUs (1), "
            "and their memory"
        )
    ]


def test_kubernetes(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, {"d.yml": ON_KUBERNETES}, *RULES)
    assert (result.findings, result.unknowns) == ((), ())
    assert asked.waves == [[K]]


def test_an_arc_enabled_cluster(ask: Ask) -> None:
    text = ON_KUBERNETES.replace("instance_count: 3", "instance_type: gpu-small")
    result = ask(Workspace({**GOOD, K: kubernetes("k", "Microsoft.Kubernetes/connectedClusters")}), {"d.yml": text}, *RULES)
    assert [one.partition(",")[0] for one in told(result)] == [
        "d.yml:3:10 error compute-arc-kubernetes: `azureml:k` is an Arc-enabled Kubernetes cluster",
        (
            "d.yml:4:13 error kubernetes-granular-resources: `instance_type` cannot be asked for on the Kubernetes cluster `azureml:k`; "
            "a batch deployment takes only `instance_count` there"
        ),
    ]


EXPECTED = [
    ("properties",), ("properties", "computeType"), ("properties", "provisioningState"), ("properties", "properties"),
    ("properties", "properties", "vmSize"), ("properties", "properties", "vmPriority"), ("properties", "properties", "scaleSettings"),
    ("properties", "properties", "scaleSettings", "maxNodeCount"), ("properties", "properties", "currentNodeCount"),
]  # fmt: skip


@pytest.mark.parametrize("path", EXPECTED, ids=".".join)
def test_an_answer_that_lacks_what_all_have_passes_for_nothing(ask: Ask, path: tuple[str, ...]) -> None:
    result = ask(Workspace({**GOOD, C: changed(compute("c"), path, ...)}), {"d.yml": FILE}, *RULES)
    assert told(result) == []
    assert result.unknowns != ()


@pytest.mark.parametrize("path", leaves(compute("c")), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_answer_is_no_finding(ask: Ask, path: tuple[str | int, ...], odd: Any) -> None:
    """Another number is another number; everything else must not look like a fault of the user's."""
    result = ask(Workspace({**GOOD, C: changed(compute("c"), path, odd)}), {"d.yml": FILE}, *RULES)
    number = isinstance(odd, int) and not isinstance(odd, bool) and path[-1] in ("maxNodeCount", "currentNodeCount")
    word = odd == "odd" and path[-1] == "computeType"
    assert number or word or told(result) == []
    if path in EXPECTED and not number and odd != "odd":
        assert result.unknowns != ()


@pytest.mark.parametrize("path", leaves(kubernetes("k")), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_answer_about_kubernetes_is_no_finding(ask: Ask, path: tuple[str | int, ...], odd: Any) -> None:
    result = ask(Workspace({**GOOD, K: changed(kubernetes("k"), path, odd)}), {"d.yml": ON_KUBERNETES}, *RULES)
    assert (odd == "odd" and path[-1] == "computeType") or told(result) == []
    if path in (("properties", "computeType"), ("properties", "resourceId")) and odd != "odd":
        assert result.unknowns != ()
