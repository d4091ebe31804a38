"""The options of the `az` commands that matter: azure-cli 2.91 (2026-10) with its extension `ml` 2.44.1 (2026-07).

Source: `_params/*.py` and `custom/*.py` of the extension in Azure/azure-cli-extensions, `command_modules/{role,profile,configure,util}`
of azure-cli. What only older versions had is not here.
"""

from __future__ import annotations

from functools import cache

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# How many words an option takes: none, one, at least one, any number.
NONE, ONE, SOME, ANY = "0", "1", "+", "*"


class Option(Record):
    """An option of a command: its names, the first of which stands for it, and how many words it takes."""

    names: tuple[str, ...]
    takes: str = ONE


# Options are separated by blanks; other names of one follow it after `/`, how many words it takes after `:`.
_GLOBAL = (
    "--subscription --output/-o --query --debug:0 --verbose:0 --only-show-errors:0 --help/-h:0 --change-reference --acquire-policy-token:0"
)
_GROUP = "--resource-group/-g"
_WORKSPACE = f"{_GROUP} --workspace-name/-w"
_UPDATE = "--set:+ --add:+ --remove:+ --force-string:0"
_ASSET = f"{_WORKSPACE} --registry-name --name/-n --version/-v --file/-f --set:+"
_ENDPOINT = f"{_WORKSPACE} --name/-n"
_DEPLOYMENT = f"{_WORKSPACE} --name/-n --endpoint-name/-e"
_TEXTS = {
    "ml batch-endpoint create": f"{_ENDPOINT} --file/-f --set:+ --no-wait:0",
    "ml batch-endpoint update": f"{_ENDPOINT} --file/-f --defaults {_UPDATE} --no-wait:0",
    "ml batch-endpoint invoke": (
        f"{_ENDPOINT} --set:+ --deployment-name/-d --input --input-type --output-path --mini-batch-size/-m --instance-count/-c"
        " --job-name --file/-f --inputs --outputs --experiment-name"
    ),
    "ml batch-endpoint show": _ENDPOINT,
    "ml batch-endpoint delete": f"{_ENDPOINT} --no-wait:0 --yes/-y:0",
    "ml batch-endpoint list": _WORKSPACE,
    "ml batch-endpoint list-jobs": _ENDPOINT,
    "ml batch-deployment create": f"{_DEPLOYMENT} --file/-f --set:+ --set-default:0 --skip-script-validation:0 --no-wait:0",
    "ml batch-deployment update": f"{_DEPLOYMENT} --file/-f {_UPDATE} --no-wait:0",
    "ml batch-deployment show": _DEPLOYMENT,
    "ml batch-deployment delete": f"{_DEPLOYMENT} --no-wait:0 --yes/-y:0",
    "ml batch-deployment list": f"{_WORKSPACE} --endpoint-name/-e",
    "ml batch-deployment list-jobs": _DEPLOYMENT,
    "ml environment create": (
        f"{_ASSET} --tags:* --description --datastore --image/-i --conda-file/-c --build-context/-b --dockerfile-path/-d --os-type"
        " --path/-p --no-wait:0"
    ),
    "ml model create": (
        f"{_ASSET} --tags:* --description --datastore --stage/-s --path/-p --type/-t --default-deployment-template/-d --no-wait:0"
    ),
    "ml data create": f"{_ASSET} --description/-d --datastore --skip-validation:0 --path/-p --type/-t --no-wait:0",
    "ml component create": f"{_ASSET} --skip-validation:0",
    "ml datastore create": f"{_WORKSPACE} --name/-n --file/-f --set:+",
    "ml job create": f"{_WORKSPACE} --name/-n --file/-f --set:+ --skip-validation:0 --save-as/-a --stream/-s:0 --web/-e:0",
    "ml job download": f"{_WORKSPACE} --name/-n --all:0 --output-name --download-path/-p",
    "ml compute create": (
        f"{_WORKSPACE} --name/-n --file/-f --set:+ --no-wait:0 --ssh-key-value --ssh-public-access-enabled/-p --vnet-name --subnet"
        " --type/-t --description --tags:* --size --identity-type --user-assigned-identities/-i --enable-node-public-ip --location/-l"
        " --admin-username --admin-password --min-instances --max-instances --idle-time-before-scale-down/-d --tier --user-tenant-id"
        " --user-object-id"
    ),
    "ml compute attach": (
        f"{_WORKSPACE} --name/-n --file/-f --no-wait:0 --namespace --type/-t --resource-id --identity-type --user-assigned-identities/-i"
        " --admin-username --admin-password --ssh-port --ssh-private-key-file"
    ),
    "ml workspace create": (
        f"{_GROUP} --name/-n --file/-f --set:+ --no-wait:0 --location/-l --description --display-name --tags:* --image-build-compute/-i"
        " --public-network-access --update-dependent-resources/-u:0 --storage-account/-s --key-vault/-k --application-insights/-a"
        " --container-registry/-c --primary-user-assigned-identity/-p --managed-network/-m --provision-network-now:0"
        " --enable-data-isolation/-e:0 --kind --hub-id --default-resource-group --system-datastores-auth-mode/-d"
        " --allow-roleassignment-on-rg/-r:0"
    ),
    "role assignment create": (
        "--role --scope --assignee --assignee-object-id --assignee-principal-type --description --condition --condition-version --name/-n"
    ),
    "account get-access-token": "--resource --resource-type --scope:* --tenant/-t --name/-n/-s",
    "account set": "--name/-n/-s",
    "configure": "--defaults/-d:+ --list-defaults/-l --scope",
    "rest": (
        "--method/-m --url/--uri/-u --headers:+ --uri-parameters/--url-parameters:+ --skip-authorization-header:0 --body/-b --output-file"
        " --resource"
    ),
}  # fmt: skip
_MOST_WORDS = 3
_PARTS = [(name, name.split(" ")) for name in _TEXTS]


def _option(text: str) -> Option:
    names, _, takes = text.partition(":")
    return Option(tuple(names.split("/")), takes or ONE)


def command_name(words: list[str]) -> str | None:
    """Return the name of the command that some words begin with, if it is one of those that matter."""
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        name = " ".join(words[:length])
        if name in _TEXTS:
            return name
    return None


def possible_name(words: list[str | tuple[str, str]]) -> str | None:
    """Return the only command that some words may be the name of; None for none or several.

    A word that is not known is how it begins and how it ends.
    """
    found = [name for name, parts in _PARTS if _may_be(words, parts)]
    return found[0] if len(found) == 1 else None


def _may_be(words: list[str | tuple[str, str]], name: list[str]) -> bool:
    return len(name) <= len(words) and all(_fits(word, part) for word, part in zip(words, name, strict=False))


def _fits(word: str | tuple[str, str], part: str) -> bool:
    if isinstance(word, str):
        return word == part
    begin, end = word
    return part.startswith(begin) and part.endswith(end) and len(part) >= len(begin) + len(end)


@cache
def options_of(name: str) -> Mapping[str, Option]:
    """Return the options of a command by each of their names; only those of all commands when it is none of those that matter."""
    found = [_option(text) for text in f"{_GLOBAL} {_TEXTS.get(name, '')}".split()]
    return {one: option for option in found for one in option.names}
