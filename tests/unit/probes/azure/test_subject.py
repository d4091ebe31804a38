"""What a question is about, and that nothing gets into an address that is no name."""

from __future__ import annotations

import pytest

from preflight import question
from preflight.address import Address
from preflight.probes.azure.failure import NotRead
from preflight.probes.azure.subject import IDENTITY, Subject, resource, scope_of, subject_of
from preflight.question import Question

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
ADDRESS = Address(SUBSCRIPTION, "rg", "ws1")
W = ADDRESS.id
GROUP = ADDRESS.group_id
REGISTRY = f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/acr"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st"
ENDPOINT = f"{GROUP}/providers/Microsoft.Network/privateEndpoints/pe"
PRINCIPAL = "aaaaaaaa-0000-0000-0000-000000000001"
LOCATIONS = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/locations"
BLOB = "https://st.blob.core.windows.net"


@pytest.mark.parametrize(
    ("resource_word", "arguments", "what", "arm_id", "name"),
    [
        ("workspace", (), "workspace `ws1`", W, "ws1"),
        ("registry", (REGISTRY,), "container registry `acr`", REGISTRY, "acr"),
        ("registry", (REGISTRY.upper(),), "container registry `ACR`", REGISTRY.upper(), "ACR"),
        ("compute", ("cpu-1",), "compute `cpu-1`", f"{W}/computes/cpu-1", "cpu-1"),
        ("endpoint", ("e",), "endpoint `e`", f"{W}/batchEndpoints/e", "e"),
        ("endpoints", (), "the endpoints of workspace `ws1`", f"{W}/batchEndpoints", ""),
        ("deployments", ("e",), "the deployments of endpoint `e`", f"{W}/batchEndpoints/e", "e"),
        ("model", ("m", "3", ""), "model `m:3`", f"{W}/models/m/versions/3", "3"),
        ("model", ("m", "", "latest"), "model `m@latest`", f"{W}/models/m", ""),
        ("environment", ("e", "", ""), "environment `e@latest`", f"{W}/environments/e", ""),
        ("data", ("d", "2026-01-01", ""), "data asset `d:2026-01-01`", f"{W}/data/d/versions/2026-01-01", "2026-01-01"),
        ("component", ("c", "1.0", ""), "component `c:1.0`", f"{W}/components/c/versions/1.0", "1.0"),
        ("datastores", (), "the datastores of workspace `ws1`", f"{W}/datastores", ""),
        ("storage-account", (f"{ACCOUNT}/",), "storage account `st`", ACCOUNT, "st"),
        ("private-endpoint", (ENDPOINT,), "private endpoint `pe`", ENDPOINT, "pe"),
        ("role-assignments", (ACCOUNT, PRINCIPAL), f"the role assignments of `{PRINCIPAL}` on `st`", ACCOUNT, ""),
        ("deny-assignments", (ACCOUNT, PRINCIPAL), f"the deny assignments of `{PRINCIPAL}` on `st`", ACCOUNT, ""),
        ("permissions", (GROUP,), "the permissions of this sign-in on `rg`", GROUP, ""),
        ("usages", ("East US 2",), "the quota in `eastus2`", f"{LOCATIONS}/eastus2/usages", "eastus2"),
        ("vm-sizes", ("eastus2",), "the VM sizes in `eastus2`", f"{LOCATIONS}/eastus2/vmSizes", "eastus2"),
        ("blobs", (f"{BLOB}/", "c", "a/b", "1"), f"the blobs of `{BLOB}/c/a/b`", f"{BLOB}/c", "c"),
        ("blob-head", (BLOB, "c", "a/b", "1"), f"blob `{BLOB}/c/a/b`", f"{BLOB}/c/a/b", "a/b"),
    ],
)
def test_subjects(resource_word: str, arguments: tuple[str, ...], what: str, arm_id: str, name: str) -> None:
    assert subject_of(Question(resource_word, arguments), ADDRESS) == Subject(resource_word, what, arm_id, name)


@pytest.mark.parametrize("bad", ["", "..", ".", "a/b", "a?b", "a#b", "a%2fb", "a b", "a\nb", "ä", "-a", "x" * 256])
@pytest.mark.parametrize("word", ["compute", "endpoint", "deployments", "model", "environment", "data", "component"])
def test_names_that_azure_cannot_have_are_not_asked_about(word: str, bad: str) -> None:
    arguments = (bad,) if word in {"compute", "endpoint", "deployments"} else (bad, "1", "")
    with pytest.raises(NotRead, match="has no name that Azure allows, and was not asked about"):
        subject_of(Question(word, arguments), ADDRESS)


@pytest.mark.parametrize("version", ["a/b", "..", "1?x", "1 2", "#", "x" * 256])
def test_versions_too(version: str) -> None:
    with pytest.raises(NotRead, match="has no name that Azure allows"):
        subject_of(Question(question.MODEL, ("m", version, "")), ADDRESS)


def test_only_one_label_can_be_resolved() -> None:
    with pytest.raises(NotRead) as raised:
        subject_of(Question(question.MODEL, ("m", "", "prod")), ADDRESS)
    assert raised.value.reason == "model `m@prod` cannot be resolved: azure-ai-ml knows no label but `latest`"


@pytest.mark.parametrize(
    ("word", "arguments", "said"),
    [
        ("registry", (ACCOUNT,), f"`{ACCOUNT}` is not the id of a container registry"),
        ("registry", ("acr.azurecr.io",), "`acr.azurecr.io` is not the id of a container registry"),
        ("storage-account", (f"{ACCOUNT}/blobServices/default",), f"`{ACCOUNT}/blobServices/default` is not the id of a storage account"),
        ("role-assignments", ("/", PRINCIPAL), "`/` is not the id of a resource"),
        ("role-assignments", (ACCOUNT, "me') or ('"), "`me') or ('` is not the object id of a principal"),
        ("usages", ("../x",), "`../x` is no location of Azure"),
        ("blobs", (BLOB, "a/b", "", "1"), "`a/b` is no name of a container"),
        ("blob-head", (BLOB, "", "x", "1"), "`` is no name of a container"),
    ],
)
def test_what_is_no_id_is_told(word: str, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(NotRead) as raised:
        subject_of(Question(word, arguments), ADDRESS)
    assert raised.value.reason == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "/subscriptions/x/resourceGroups/rg",
        f"/subscriptions/{SUBSCRIPTION}",
        f"{GROUP}/providers/Microsoft.Storage",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a/b",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/..",
        f"{GROUP}/providers/Microsoft.Storage/../storageAccounts/a/b",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a?x=1",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a#x",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/%2e%2e",
        f"{GROUP}//providers/Microsoft.Storage/storageAccounts/a",
        f"https://evil.example{ACCOUNT}",
        f"{ACCOUNT}\n",
        f"{GROUP}./providers/Microsoft.Storage/storageAccounts/a",
    ],
)
def test_ids_that_are_none(text: str) -> None:
    with pytest.raises(NotRead):
        scope_of(text)


def test_ids_taken_apart() -> None:
    found = scope_of(ACCOUNT)
    assert (found.id, found.subscription, found.group, found.type, found.name) == (
        ACCOUNT,
        SUBSCRIPTION,
        "rg",
        "Microsoft.Storage/storageAccounts",
        "st",
    )
    group = scope_of(f"{GROUP}/")
    assert (group.id, group.type, group.name) == (GROUP, "", "rg")
    inner = scope_of(f"{ACCOUNT}/blobServices/default")
    assert (inner.type, inner.name) == ("Microsoft.Storage/storageAccounts/blobServices", "default")


def test_identities() -> None:
    arm_id = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uai"
    assert resource(IDENTITY, arm_id) == Subject(IDENTITY, "user-assigned identity `uai`", arm_id, "uai")
