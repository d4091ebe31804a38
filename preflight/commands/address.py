"""Finding out which workspace is meant: options, then the environment, then `config.json`, then the defaults of `az`."""

from __future__ import annotations

import json
import os

from preflight import exits
from preflight.address import CLOUDS, Address, is_resource_group, is_subscription, is_workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    # A value, and where it comes from.
    Told = tuple[str, str]

_LARGEST = 1024 * 1024
# As `Run.get_context` of azureml-core and the templates of Azure Machine Learning set them.
_VARIABLES = {
    "subscription": ("AZURE_SUBSCRIPTION_ID", "AZUREML_ARM_SUBSCRIPTION"),
    "resource_group": ("AZUREML_ARM_RESOURCEGROUP", "AZURE_RESOURCE_GROUP", "AZURE_DEFAULTS_GROUP"),
    "workspace": ("AZUREML_ARM_WORKSPACE_NAME", "AZURE_DEFAULTS_WORKSPACE"),
    "cloud": ("AZUREML_CURRENT_CLOUD",),
}
_KEYS = {"subscription": "subscription_id", "resource_group": "resource_group", "workspace": "workspace_name"}
_PLACES = {
    "subscription": ("no subscription", "--subscription, AZURE_SUBSCRIPTION_ID, `subscription_id` of config.json or `az account set`"),
    "resource_group": (
        "no resource group",
        "--resource-group, AZUREML_ARM_RESOURCEGROUP, `resource_group` of config.json or `az configure --defaults group=NAME`",
    ),
    "workspace": (
        "no workspace",
        "--workspace, AZUREML_ARM_WORKSPACE_NAME, `workspace_name` of config.json or `az configure --defaults workspace=NAME`",
    ),
}
_SHAPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "subscription": (is_subscription, "is neither the id of a subscription nor the name of one that `az` knows"),
    "resource_group": (is_resource_group, "is no name of a resource group: at most 90 letters, digits, `_`, `-`, `.` and brackets"),
    "workspace": (is_workspace, "is no name of a workspace: 3 to 33 letters, digits, `-` and `_`, a letter or digit first"),
    "cloud": (CLOUDS.__contains__, f"is no cloud: {', '.join(CLOUDS)}"),
}


def find_address(given: Mapping[str, str | None], environment: Mapping[str, str], working: str) -> Address:
    """Return the workspace that is meant; `given` are the options by the fields of an address, and win.

    Raises UsageError for what is not said anywhere, and for what cannot be a name.
    """
    az = _Az(environment)
    config = _config(working)

    def told(part: str) -> Told | None:
        return _option(given, part) or _variable(environment, part) or config.get(part) or az.default(part)

    cloud = _checked("cloud", told("cloud") or (CLOUDS[0], ""))
    subscription = told("subscription") or az.subscription(cloud)
    found = {
        "subscription": subscription and az.identified(subscription),
        "resource_group": told("resource_group"),
        "workspace": told("workspace"),
    }
    return Address(**{part: _named(part, value) for part, value in found.items()}, cloud=cloud)


def _named(part: str, told: Told | None) -> str:
    if told is None:
        what, where = _PLACES[part]
        raise exits.UsageError(f"{what} is named: give {where}")
    return _checked(part, told)


def _checked(part: str, told: Told) -> str:
    value, where = told
    fits, fault = _SHAPES[part]
    if not fits(value):
        raise exits.UsageError(f"`{value}` of {where} {fault}")
    return value


def _option(given: Mapping[str, str | None], part: str) -> Told | None:
    value = given.get(part)
    return None if value is None else (value, f"--{part.replace('_', '-')}")


def _variable(environment: Mapping[str, str], part: str) -> Told | None:
    return next(((environment[name], name) for name in _VARIABLES[part] if environment.get(name)), None)


def _config(working: str) -> dict[str, Told]:
    """Return what the nearest `config.json` of a workspace says, as the portal and azure-ai-ml write it."""
    for folder in _upwards(working):
        for name in (os.path.join(".azureml", "config.json"), "config.json"):
            path = os.path.join(folder, name)
            data = _json(path)
            found = {part: (value, f"`{path}`") for part, key in _KEYS.items() if isinstance(value := data.get(key), str) and value}
            if found:
                return found
    return {}


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


class _Az:
    """What `az` keeps of its defaults and of the subscriptions that its user has."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._folder = environment.get("AZURE_CONFIG_DIR") or os.path.join(os.path.expanduser("~"), ".azure")

    def default(self, part: str) -> Told | None:
        """Return the default of `az configure`, and the cloud of `az cloud set`."""
        from configparser import Error, RawConfigParser  # noqa: PLC0415 - only a live run comes to it

        section, option = {
            "resource_group": ("defaults", "group"),
            "workspace": ("defaults", "workspace"),
            "cloud": ("cloud", "name"),
        }.get(part, ("", ""))
        path = os.path.join(self._folder, "config")
        parser = RawConfigParser()
        try:
            parser.read_string(_text(path))
            value = parser.get(section, option, fallback="")
        except Error:
            return None
        return (value, f"`{path}`") if value else None

    def subscription(self, cloud: str) -> Told | None:
        """Return the subscription of `az account set`; there is one for each cloud."""
        for one in self._subscriptions():
            if one.get("isDefault") is True and one.get("environmentName", cloud) == cloud:
                return str(one.get("id")), f"`{self._profile}`"
        return None

    def identified(self, told: Told) -> Told:
        """Return the id of a subscription that was named."""
        for one in self._subscriptions():
            if str(one.get("name", "")).lower() == told[0].lower():
                return str(one.get("id")), told[1]
        return told

    @property
    def _profile(self) -> str:
        return os.path.join(self._folder, "azureProfile.json")

    def _subscriptions(self) -> list[dict[str, Any]]:
        found = _json(self._profile).get("subscriptions")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _json(path: str) -> dict[str, Any]:
    """Return what a JSON file holds; nothing where it holds something else, which is then no file of Azure's."""
    try:
        data = json.loads(_text(path))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _text(path: str) -> str:
    """Return a file of moderate size, an empty text where there is none."""
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            return stream.read(_LARGEST) if os.path.isfile(path) else ""
    except OSError:
        return ""
