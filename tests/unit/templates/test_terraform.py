"""The resources that Terraform makes: what azapi sends, and workspaces of azurerm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight.hcl.reading import hcl_value
from preflight.jsontext import json_value
from preflight.passage import Passage
from preflight.source import Source
from preflight.templates.terraform import terraform_resources
from preflight.value import Later, Unknown, Value, child, text_of

if TYPE_CHECKING:
    from preflight.templates.resources import Resource

WORKSPACE = "Microsoft.MachineLearningServices/workspaces"
ENDPOINT = f"{WORKSPACE}/batchEndpoints@2024-04-01"
DEPLOYMENT = f"{WORKSPACE}/batchEndpoints/deployments@2024-04-01"
NONE: list[str | None] = [None, None]


def of_hcl(text: str) -> list[Resource]:
    return list(terraform_resources(hcl_value(Passage(Source("main.tf", text)))))


def of_json(root: object) -> list[Resource]:
    return list(terraform_resources(json_value(Passage(Source("main.tf.json", json.dumps(root))))[0]))


def azapi(label: str, kind: str, **arguments: str) -> str:
    lines = "".join(f"  {key} = {value}\n" for key, value in arguments.items())
    return f'resource "azapi_resource" "{label}" {{\n  type = "{kind}"\n{lines}}}\n'


def shown(value: Value) -> str | None:
    return f"~{value.expression}" if isinstance(value, Later) else f"? {value.reason}" if isinstance(value, Unknown) else text_of(value)


def names(resource: Resource) -> list[str | None]:
    return [shown(part) for part in resource.names]


def only(text: str) -> Resource:
    (found,) = of_hcl(text)
    return found


@pytest.mark.parametrize(
    ("parent", "holder"),
    [
        ("azapi_resource.heart.id", ["heart"]),
        ("azapi_resource.made.id", ["~var.name"]),
        ('"${azapi_resource.heart.id}"', ["heart"]),
        ('"/subscriptions/s/batchEndpoints/lung"', ["lung"]),
        ('"${var.workspace_id}/batchEndpoints/lung"', ["lung"]),
        ('"${var.workspace_id}/batchEndpoints/${var.name}"', []),
        ("local.parent", ["kidney"]),
        ("azapi_resource.elsewhere.id", []),
        ("azurerm_machine_learning_workspace.ws.id", []),
        ("var.parent", []),
        ("5", []),
    ],
)
def test_what_holds_a_resource_is_its_parent(parent: str, holder: list[str]) -> None:
    text = 'locals {\n  parent = "/a/b/kidney"\n}\n'
    text += azapi("heart", ENDPOINT, name='"heart"') + azapi("made", ENDPOINT, name="var.name")
    found = of_hcl(text + azapi("torch", DEPLOYMENT, name='"torch"', parent_id=parent))
    assert [one.type for one in found] == [f"{WORKSPACE}/batchEndpoints".lower()] * 2 + [f"{WORKSPACE}/batchEndpoints/deployments".lower()]
    assert names(found[2]) == [*holder, "torch"]


@pytest.mark.parametrize("body", ["{ properties = { miniBatchSize = 0 } }", "jsonencode({ properties = { miniBatchSize = 0 } })"])
def test_a_body_is_an_object_or_its_json(body: str) -> None:
    resource = only(azapi("torch", DEPLOYMENT, name='"torch"', location='"westeurope"', body=body))
    size = child(child(resource.body, "properties"), "miniBatchSize")
    assert str(size.place).startswith("main.tf:5:")
    assert text_of(child(resource.body, "location")) == "westeurope"


def test_a_body_that_is_worked_out_tells_nothing_but_the_name() -> None:
    resource = only(azapi("torch", DEPLOYMENT, name='"torch"', body="var.body"))
    assert text_of(child(resource.body, "name")) == "torch"
    assert str(resource.near.place) == "main.tf:1:35"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("local.name", "heart"),
        ("local.chain", "heart"),
        ('"${local.name}"', "heart"),
        ("local.loop", "~local.loop"),
        ("local.list", "~local.list"),
        ("local.none", "~local.none"),
        ("local.name[0]", "~local.name[0]"),
        ('"${local.name}-x"', '~"${local.name}-x"'),
        ("local.made", "~local.made"),
    ],
)
def test_locals_of_the_same_file_are_followed(expression: str, value: str) -> None:
    text = 'locals {\n  name = "heart"\n  chain = local.name\n}\nlocals {\n  loop = local.loop\n  list = ["a"]\n  made = var.x\n}\n'
    resource = only(text + azapi("heart", ENDPOINT, name=expression, body=f"{{ properties = {{ list = [{expression}] }} }}"))
    assert names(resource) == [value]


def test_json_syntax_means_the_same() -> None:
    deployment = {
        "type": DEPLOYMENT,
        "name": "torch",
        "parent_id": "${azapi_resource.heart.id}",
        "body": {"properties": {"compute": "${var.c}"}},
    }
    heart = {"type": ENDPOINT, "name": "${local.name}", "parent_id": "${azurerm_machine_learning_workspace.ws.id}"}
    root: dict[str, Any] = {
        "locals": {"name": "heart"},
        "resource": {"azapi_resource": {"torch": [deployment], "heart": heart, "odd": {"type": "no version"}, "none": 3}},
    }
    torch, endpoint = of_json(root)
    assert (names(torch), names(endpoint)) == (["heart", "torch"], ["heart"])
    compute = child(child(torch.body, "properties"), "compute")
    assert isinstance(compute, Later)
    assert (compute.reason, compute.asked) == ("`${var.c}` is worked out when Terraform runs", False)


def test_several_resources_of_one_name_are_several() -> None:
    found = of_hcl(azapi("heart", ENDPOINT, name='"a"') + azapi("heart", ENDPOINT, name='"b"'))
    assert [names(one) for one in found] == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("arguments", "encryption", "public", "isolation"),
    [
        ("", NONE, None, None),
        ('encryption {\nkey_vault_id = azurerm_key_vault.kv.id\nkey_id = "k"\n}', ["azurerm_key_vault.kv.id", "k"], None, None),
        ("public_network_access_enabled = false", NONE, "Disabled", None),
        ("public_network_access_enabled = true", NONE, "Enabled", None),
        ("public_network_access_enabled = var.public", NONE, None, None),
        ('managed_network {\nisolation_mode = "AllowInternetOutbound"\n}', NONE, None, "AllowInternetOutbound"),
    ],
)
def test_a_workspace_of_azurerm_is_one(arguments: str, encryption: list[str | None], public: str | None, isolation: str | None) -> None:
    resource = only(f'resource "azurerm_machine_learning_workspace" "ws" {{\nname = "mlw"\nlocation = "westeurope"\n{arguments}\n}}\n')
    assert (resource.type, names(resource)) == (WORKSPACE.lower(), ["mlw"])
    properties = child(resource.body, "properties")
    ids = child(child(properties, "encryption"), "keyVaultProperties")
    found = [child(ids, "keyVaultArmId"), child(ids, "keyIdentifier")]
    assert [one.text if isinstance(one, Unknown) else text_of(one) for one in found] == encryption
    assert text_of(child(properties, "publicNetworkAccess")) == public
    assert text_of(child(child(properties, "managedNetwork"), "isolationMode")) == isolation


def test_an_encryption_that_is_worked_out_is_unknown() -> None:
    resource = only('resource "azurerm_machine_learning_workspace" "ws" {\nencryption = var.encryption\n}\n')
    assert isinstance(child(child(resource.body, "properties"), "encryption"), Later)


def test_values_nested_without_end_are_not_followed() -> None:
    body = "[" * 70 + "1" + "]" * 70
    resource = only(azapi("heart", ENDPOINT, name='"a"', body=f"{{ properties = {body} }}"))
    assert names(resource) == ["a"]


@pytest.mark.parametrize(
    "root",
    [
        None,
        3,
        [],
        {},
        {"resource": 3},
        {"resource": {"azapi_resource": 3}},
        {"resource": {"azapi_resource": {"a": [3, None]}}},
        {"locals": [3]},
    ],
)
def test_what_describes_no_resource_has_none(root: object) -> None:
    assert of_json(root) == []
