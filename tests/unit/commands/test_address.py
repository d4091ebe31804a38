"""Which workspace is meant: options, environment, config.json, defaults of az, in this order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.address import Address
from preflight.commands.address import find_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Find = Callable[..., Address]

ONE, TWO, THREE = (f"{number * 8}-2222-3333-4444-555555555555" for number in "123")
GIVEN = {"subscription": ONE, "resource_group": "rg", "workspace": "ws1"}


@pytest.fixture
def az(tmp_path: Path) -> Path:
    """Return the folder in which `az` keeps its settings."""
    made = tmp_path / "az"
    made.mkdir()
    return made


@pytest.fixture
def working(tmp_path: Path) -> Path:
    made = tmp_path / "repo/deep/down"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def find(az: Path, working: Path) -> Find:
    """Find the workspace from options and environment variables."""

    def found(given: dict[str, str], **environment: str) -> Address:
        return find_address(given, {"AZURE_CONFIG_DIR": str(az), **environment}, str(working))

    return found


def profile(az: Path, *subscriptions: object) -> None:
    # `az` writes a byte order mark.
    (az / "azureProfile.json").write_text(json.dumps({"subscriptions": subscriptions}), encoding="utf-8-sig")


def test_options_are_enough(find: Find) -> None:
    assert find(GIVEN) == Address(ONE, "rg", "ws1")
    assert find(GIVEN | {"cloud": "AzureChinaCloud"}).cloud == "AzureChinaCloud"


def test_options_win_over_the_environment_that_over_config_and_that_over_az(find: Find, az: Path, working: Path) -> None:
    (az / "config").write_text("[defaults]\ngroup = of-az\nworkspace = of-az\n[cloud]\nname = AzureUSGovernment\n")
    assert find({"subscription": ONE}) == Address(ONE, "of-az", "of-az", "AzureUSGovernment")
    config = {"subscription_id": TWO, "resource_group": "of-config", "workspace_name": "of-config"}
    (working.parents[1] / "config.json").write_text(json.dumps(config))
    assert find({}) == Address(TWO, "of-config", "of-config", "AzureUSGovernment")
    environment = {"AZUREML_ARM_SUBSCRIPTION": THREE, "AZUREML_ARM_RESOURCEGROUP": "of-env", "AZUREML_ARM_WORKSPACE_NAME": "of-env"}
    assert find({}, **environment, AZUREML_CURRENT_CLOUD="AzureCloud") == Address(THREE, "of-env", "of-env")
    assert find({"workspace": "option"}, **environment, AZURE_SUBSCRIPTION_ID=ONE).workspace == "option"
    assert find({}, **environment, AZURE_SUBSCRIPTION_ID=ONE).subscription == ONE
    assert find({}, AZUREML_ARM_WORKSPACE_NAME="").workspace == "of-config"


def test_the_nearest_config_of_a_workspace_is_taken(find: Find, working: Path) -> None:
    for folder, name in ((working.parents[1], "far"), (working.parent / ".azureml", "near")):
        folder.mkdir(exist_ok=True)
        config = {"subscription_id": ONE, "resource_group": "rg", "workspace_name": name}
        (folder / "config.json").write_text(json.dumps(config))
    for text in ('{"unrelated": 1}', "[1]", "no JSON", '{"workspace_name": 5}', "[" * 100_000, "\xff"):
        (working / "config.json").write_text(text)
        assert find({}).workspace == "near"
    (working / "config.json").unlink()
    (working / "config.json").mkdir()
    assert find({}).workspace == "near"


def test_az_has_a_subscription_for_each_cloud(find: Find, az: Path) -> None:
    given = {"resource_group": "rg", "workspace": "ws1"}
    one = {"id": ONE, "name": "One", "isDefault": True, "environmentName": "AzureCloud"}
    two = {"id": TWO, "name": "Two", "isDefault": True, "environmentName": "AzureChinaCloud"}
    profile(az, "odd", {"id": THREE, "isDefault": False}, one, two)
    assert find(given).subscription == ONE
    assert find(given | {"cloud": "AzureChinaCloud"}).subscription == TWO
    assert find(given | {"subscription": "two"}).subscription == TWO


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            "subscription",
            "no subscription is named: give --subscription, AZURE_SUBSCRIPTION_ID, `subscription_id` of config.json or `az account set`",
        ),
        (
            "resource_group",
            (
                "no resource group is named: give --resource-group, AZUREML_ARM_RESOURCEGROUP, `resource_group` of config.json "
                "or `az configure --defaults group=NAME`"
            ),
        ),
        (
            "workspace",
            (
                "no workspace is named: give --workspace, AZUREML_ARM_WORKSPACE_NAME, `workspace_name` of config.json "
                "or `az configure --defaults workspace=NAME`"
            ),
        ),
    ],
)
@pytest.mark.parametrize("profiles", ["", "[]", '{"subscriptions": 5}', '{"subscriptions": [{"id": 1}]}'])
def test_what_is_said_nowhere_is_told(part: str, said: str, profiles: str, find: Find, az: Path) -> None:
    (az / "azureProfile.json").write_text(profiles)
    with pytest.raises(exits.UsageError) as raised:
        find({name: value for name, value in GIVEN.items() if name != part})
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        (
            "subscription",
            "../x",
            "`../x` of --subscription is neither the id of a subscription nor the name of one that `az` knows",
        ),
        (
            "resource_group",
            "a/b",
            "`a/b` of --resource-group is no name of a resource group: at most 90 letters, digits, `_`, `-`, `.` and brackets",
        ),
        ("workspace", "", "`` of --workspace is no name of a workspace: 3 to 33 letters, digits, `-` and `_`, a letter or digit first"),
        ("cloud", "AzureMoonCloud", "`AzureMoonCloud` of --cloud is no cloud: AzureCloud, AzureUSGovernment, AzureChinaCloud"),
    ],
)
def test_what_cannot_be_a_name_is_told(part: str, value: str, said: str, find: Find) -> None:
    with pytest.raises(exits.UsageError) as raised:
        find(GIVEN | {part: value})
    assert str(raised.value) == said


def test_it_is_told_where_a_bad_name_comes_from(find: Find, az: Path, working: Path) -> None:
    with pytest.raises(exits.UsageError, match=r"^`a\?b` of AZUREML_ARM_RESOURCEGROUP is no name of a resource group"):
        find({"subscription": ONE, "workspace": "ws1"}, AZUREML_ARM_RESOURCEGROUP="a?b")
    config = working / "config.json"
    config.write_text('{"workspace_name": "a?b"}')
    with pytest.raises(exits.UsageError) as raised:
        find({"subscription": ONE, "resource_group": "rg"})
    assert str(raised.value).startswith(f"`a?b` of `{config}` is no name of a workspace")
    (az / "config").write_text("[defaults]\ngroup = a?b\n")
    with pytest.raises(exits.UsageError) as raised:
        find({"subscription": ONE, "workspace": "ws1"})
    assert str(raised.value).startswith(f"`a?b` of `{az / 'config'}` is no name of a resource group")
    profile(az, {"id": None, "isDefault": True})
    with pytest.raises(exits.UsageError) as raised:
        find({"resource_group": "rg", "workspace": "ws1"})
    assert str(raised.value).startswith(f"`None` of `{az / 'azureProfile.json'}` is neither the id of a subscription")


def test_settings_of_az_that_are_no_settings_say_nothing(find: Find, az: Path) -> None:
    for text in ("no section\n", "[defaults\n", "[defaults]\ngroup\n", ""):
        (az / "config").write_text(text)
        assert find(GIVEN) == Address(ONE, "rg", "ws1")


def test_the_settings_of_az_are_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".azure").mkdir()
    (tmp_path / ".azure/config").write_text("[defaults]\nworkspace = at-home\n")
    assert find_address({"subscription": ONE, "resource_group": "rg"}, {}, str(tmp_path)).workspace == "at-home"
