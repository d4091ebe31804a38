"""The document that a command creates or updates."""

from __future__ import annotations

import pytest

from preflight.az.effective import effective, overridden_keys
from preflight.value import Absent, Present, Unknown, child
from tests.shared.commands import command
from tests.shared.documents import read
from tests.shared.scripts import at, plain

FILE = "name: d\nendpoint_name: e\nsettings:\n  mini_batch_size: 10\ntags: null\n"
WHOLE = {"name": "d", "endpoint_name": "e", "settings": {"mini_batch_size": 10}, "tags": None}
COMPUTE = """\
az ml compute create -n c -t AmlCompute --size s --min-instances 0 --max-instances 4 --tier low_priority --vnet-name v --subnet n \\
  --identity-type UserAssigned -i a,b --tags x=1 y
"""
DEPLOYMENT, ENDPOINT = "az ml batch-deployment", "az ml batch-endpoint"


def made(text: str, file: str | None = FILE) -> object:
    return plain(effective(None if file is None else read(file).root, command(text)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{DEPLOYMENT} create -f x", WHOLE),
        (f"{DEPLOYMENT} create -f x -n a -e b", WHOLE | {"name": "a", "endpoint_name": "b"}),
        (f"{DEPLOYMENT} create -f x --endpoint-name $E", WHOLE | {"endpoint_name": "?$E"}),
        (f"{DEPLOYMENT} create -f x --set name=a compute=azureml:c", WHOLE | {"name": "a", "compute": "azureml:c"}),
        (f"{DEPLOYMENT} create -f x --set name=a -n b", WHOLE | {"name": "b"}),
        (f"{DEPLOYMENT} create -n b -f x --set name=a", WHOLE | {"name": "b"}),
        (f"{DEPLOYMENT} create --set a=1 --set a=2", {**WHOLE, "a": "2"}),
        (f"{DEPLOYMENT} create --set settings.mini_batch_size=5", WHOLE | {"settings": {"mini_batch_size": "5"}}),
        (f"{DEPLOYMENT} create --set settings.x.y=true", WHOLE | {"settings": {"mini_batch_size": 10, "x": {"y": "true"}}}),
        (f"{DEPLOYMENT} create --set a='{{\"b\": 1}}' c=d=e", {**WHOLE, "a": '{"b": 1}', "c": "d=e"}),
        (f"{DEPLOYMENT} create --set a= nothing", {**WHOLE, "a": ""}),
        (f"{DEPLOYMENT} create --set tags.a=b", WHOLE),
        (f"{DEPLOYMENT} create --set name.a=b", WHOLE | {"name": "?`name.a` cannot be set: what stands there has no parts"}),
        (f"{DEPLOYMENT} create --set model=azureml:$M:1", {**WHOLE, "model": "?azureml:$M:1"}),
        (f"{DEPLOYMENT} create -n", WHOLE),
        (f"{DEPLOYMENT} update -n a --set settings.mini_batch_size=5", WHOLE | {"name": "a", "settings": {"mini_batch_size": 5}}),
        (f"{DEPLOYMENT} update --set name=a -n b", WHOLE | {"name": "a"}),
        (f"{DEPLOYMENT} update --set tags.a=b", WHOLE | {"tags": {"a": "b"}}),
        (f"{DEPLOYMENT} update --set a='[1]' b=null c=x", {**WHOLE, "a": [1], "b": None, "c": "x"}),
        (f"{DEPLOYMENT} update --force-string --set a=1", {**WHOLE, "a": "1"}),
        (f"{DEPLOYMENT} update --set a", WHOLE),
        (f"{DEPLOYMENT} update --set 'a[b=c]=1'", {**WHOLE, "a": {"[b=c]": 1}}),
        (f"{DEPLOYMENT} update --add a x=1 y=2 3 z=4", {**WHOLE, "a": [{"x": "1", "y": "2"}, 3, {"z": "4"}]}),
        (f"{DEPLOYMENT} update --force-string --add a 3", {**WHOLE, "a": ["3"]}),
        (f"{DEPLOYMENT} update --add a 1 --add a 2", {**WHOLE, "a": [1, 2]}),
        (f"{DEPLOYMENT} update --add name 1", WHOLE),
        (f"{DEPLOYMENT} update --add tags a=b", WHOLE | {"tags": [{"a": "b"}]}),
        (f"{DEPLOYMENT} update --remove settings.mini_batch_size", WHOLE | {"settings": {}}),
        (f"{DEPLOYMENT} update --set a='[1, 2]' --remove a 0", {**WHOLE, "a": [2]}),
        (f"{DEPLOYMENT} update --remove a b", WHOLE),
        (f"{DEPLOYMENT} update --add --remove --set", WHOLE),
        (f"{ENDPOINT} create -f x -n MyName", WHOLE | {"name": "myname"}),
        (f"{ENDPOINT} update -n a --set defaults.deployment_name=d", {**WHOLE, "name": "a", "defaults": {"deployment_name": "d"}}),
        (f"{ENDPOINT} update --defaults 'deployment_name=d x= y'", {**WHOLE, "defaults": {"deployment_name": "d", "x": ""}}),
        (f"{ENDPOINT} update --defaults $D", {**WHOLE, "defaults": "?$D"}),
        (f"{ENDPOINT} update --defaults", WHOLE),
        ("az ml $T-deployment create -f x -n a", WHOLE | {"name": "a"}),
        ("az ml online-deployment create -f x -n a", WHOLE),
    ],
)
def test_over_a_file(text: str, wanted: object) -> None:
    assert made(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{ENDPOINT} create -n a", {"name": "a"}),
        (
            COMPUTE,
            {
                "name": "c", "type": "amlcompute", "size": "s", "min_instances": "0", "max_instances": "4", "tier": "low_priority",
                "network_settings": {"vnet_name": "v", "subnet": "n"}, "tags": {"x": "1", "y": ""},
                "identity": {"type": "UserAssigned", "user_assigned_identities": [{"resource_id": "a"}, {"resource_id": "b"}]},
            },
        ),
        ("az ml compute attach -n c -t Kubernetes --resource-id /x --namespace y", {
            "name": "c", "type": "Kubernetes", "resource_id": "/x", "namespace": "y",
        }),
        ("az ml environment create -n e --image i -c conda.yml -b . -d Dockerfile --version 3", {
            "name": "e", "image": "i", "conda_file": "conda.yml", "version": "3", "build": {"path": ".", "dockerfile_path": "Dockerfile"},
        }),
        ("az ml model create -n m -v 1 -p model -t mlflow_model", {"name": "m", "version": "1", "path": "model", "type": "mlflow_model"}),
        ("az ml data create -n d --path p --type uri_folder -d x", {"name": "d", "path": "p", "type": "uri_folder", "description": "x"}),
        ("az ml component create -n c -v 1", {"name": "c", "version": "1"}),
        ("az ml workspace create -n w -g g -l west -m disabled", {
            "name": "w", "location": "west", "managed_network": {"isolation_mode": "disabled"},
        }),
    ],
)  # fmt: skip
def test_without_a_file(text: str, wanted: object) -> None:
    assert made(text, None) == wanted


def test_what_is_updated_without_a_file_is_known_only_where_it_is_set() -> None:
    found = effective(None, command(f"{ENDPOINT} update -n e --set defaults.deployment_name=d"))
    assert plain(found) == {"name": "e", "defaults": {"deployment_name": "d"}}
    for missing in (child(found, "auth_mode"), child(child(found, "defaults"), "other")):
        assert isinstance(missing, Unknown)
        assert missing.reason == "what is deployed now is not known"


def test_places() -> None:
    root = read(FILE).root
    text = f"{DEPLOYMENT} create -f x -e b \\\n  --set settings.x=$Y name=q\n"
    found = effective(root, command(text))
    settings = child(found, "settings")
    assert [at(value) for value in (child(found, "endpoint_name"), child(settings, "x"), child(found, "name"))] == [
        "1:39-1:40", "2:20-2:22", "2:28-2:29",
    ]  # fmt: skip
    assert at(child(settings, "mini_batch_size")) == "4:20-4:22"
    keys = [value.key for value in (child(found, "endpoint_name"), child(settings, "x"))]
    assert [(key.data, at(key)) for key in keys if key is not None] == [("endpoint_name", "1:36-1:38"), ("x", "2:9-2:19")]
    source = child(settings, "mini_batch_size").source
    assert source is not None
    assert source.path == "x.yml"


def test_what_may_hold_more_options() -> None:
    found = effective(read(FILE).root, command(f"{DEPLOYMENT} create -f x $ARGS"))
    assert plain(child(found, "name")) == "d"
    assert isinstance(child(found, "compute"), Unknown)
    assert isinstance(child(effective(read(FILE).root, command(f"{DEPLOYMENT} create -f x")), "compute"), Absent)


@pytest.mark.parametrize("option", ["--set $X=1", "--set a$X=1 b$X=2", "--add $X 1", "--remove $X", "--remove a $X"])
@pytest.mark.parametrize("verb", ["create", "update"])
def test_a_path_that_is_not_known(verb: str, option: str) -> None:
    found = effective(read(FILE).root, command(f"{DEPLOYMENT} {verb} -f x {option}"))
    assert isinstance(child(found, "compute"), Unknown) or (verb == "create" and "--set" not in option)
    assert plain(child(found, "name")) == "d"


def test_an_unreadable_file() -> None:
    unknown = Unknown("cannot be read")
    assert effective(unknown, command(f"{DEPLOYMENT} create -f x -n a --set $X=b")) is unknown


def test_the_keys_that_are_given() -> None:
    assert overridden_keys(command(f"{DEPLOYMENT} create -f x -e b --set a.b=1 c=2 d")) == ["a.b", "c", "endpoint_name"]
    assert overridden_keys(command("az ml x")) == []
    assert isinstance(effective(None, command("az ml x")), Present)
