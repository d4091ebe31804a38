"""The document that a command really creates or updates from a file: the file's values, and those that the command puts over them.

Source: `custom/*.py` of the extension `ml` (Azure/azure-cli-extensions), `add_param_overrides` of azure-ai-ml, and `set_properties` of
azure-cli.
"""

from __future__ import annotations

from preflight.az.literal import parsed
from preflight.az.setting import Setting, steps_of, value_at, with_value, without
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.arguments import Flag
    from preflight.az.command import AzCommand
    from preflight.passage import Passage
    from preflight.value import Value

# Which key an option sets, in the order in which the extension sets them: after `--set`, so that they win over it.
_ASSET = (("--name", "name"), ("--version", "version"), ("--tags", "tags"), ("--description", "description"))
_OVERRIDES: dict[str, tuple[tuple[str, str], ...]] = {
    "ml batch-endpoint create": (("--name", "name"),),
    "ml batch-endpoint update": (("--name", "name"),),
    "ml batch-deployment create": (("--name", "name"), ("--endpoint-name", "endpoint_name")),
    "ml batch-deployment update": (("--name", "name"), ("--endpoint-name", "endpoint_name")),
    "ml environment create": (
        *_ASSET, ("--image", "image"), ("--conda-file", "conda_file"), ("--build-context", "build.path"),
        ("--dockerfile-path", "build.dockerfile_path"), ("--os-type", "os_type"), ("--datastore", "datastore"),
    ),
    "ml model create": (*_ASSET, ("--path", "path"), ("--type", "type"), ("--stage", "stage"), ("--datastore", "datastore")),
    "ml data create": (*_ASSET, ("--type", "type"), ("--path", "path"), ("--datastore", "datastore")),
    "ml component create": (("--version", "version"), ("--name", "name")),
    "ml datastore create": (("--name", "name"),),
    "ml job create": (("--name", "name"),),
    "ml compute create": (
        ("--name", "name"), ("--type", "type"), ("--vnet-name", "network_settings.vnet_name"), ("--subnet", "network_settings.subnet"),
        ("--admin-username", "ssh_settings.admin_username"), ("--ssh-key-value", "ssh_settings.ssh_key_value"), ("--size", "size"),
        ("--min-instances", "min_instances"), ("--max-instances", "max_instances"),
        ("--idle-time-before-scale-down", "idle_time_before_scale_down"), ("--description", "description"),
        ("--identity-type", "identity.type"), ("--user-assigned-identities", "identity.user_assigned_identities"),
        ("--enable-node-public-ip", "enable_node_public_ip"), ("--tier", "tier"),
        ("--ssh-public-access-enabled", "ssh_public_access_enabled"), ("--tags", "tags"), ("--location", "location"),
    ),
    "ml compute attach": (
        ("--name", "name"), ("--type", "type"), ("--resource-id", "resource_id"), ("--namespace", "namespace"),
        ("--identity-type", "identity.type"), ("--user-assigned-identities", "identity.user_assigned_identities"),
    ),
    "ml workspace create": (
        ("--name", "name"), ("--display-name", "display_name"), ("--description", "description"), ("--tags", "tags"),
        ("--location", "location"), ("--image-build-compute", "image_build_compute"), ("--public-network-access", "public_network_access"),
        ("--storage-account", "storage_account"), ("--key-vault", "key_vault"), ("--application-insights", "application_insights"),
        ("--container-registry", "container_registry"), ("--primary-user-assigned-identity", "primary_user_assigned_identity"),
        ("--managed-network", "managed_network.isolation_mode"), ("--hub-id", "hub_id"), ("--kind", "kind"),
        ("--system-datastores-auth-mode", "system_datastores_auth_mode"),
    ),
}  # fmt: skip
# What the extension puts into lower case on its way.
_LOWERED = frozenset({("ml batch-endpoint create", "--name"), ("ml compute create", "--type")})
_INDEXED = Pattern(r"(\[.*?\])|([^.]+)")
_INDEX = Pattern(r"-?[0-9]+\Z")
_SPLIT = Pattern(r"\[[^\]]{0,200}\]|=")
_DEPLOYED = "what is deployed now is not known"


def effective(root: Value | None, command: AzCommand) -> Value:
    """Return the document that a command creates or updates; `root` is that of its file, None when it names none.

    What the command gives stands where the command gives it. What may hold more options leaves open what else there is.
    """
    update = (command.may_be or "").endswith(" update")
    base = root
    if base is None:
        rest = Unknown(_DEPLOYED, command.near) if update else None
        base = Present({}, command.near.source, command.near.start, command.near.end, rest=rest)
    made = _updated(_with_options(base, command), command) if update else _with_options(_overridden(base, command), command)
    if command.rest is not None and isinstance(made, Present) and made.rest is None:
        made = placed(made.data, made, command.rest)
    return made


def overridden_keys(command: AzCommand) -> list[str]:
    """Return the keys that a command gives a value, as paths with dots."""
    keys = [path.text for path, _ in _settings(command)]
    return keys + [key for option, key in _OVERRIDES.get(command.may_be or "", ()) if command.given(option) is not None]


def _settings(command: AzCommand) -> list[tuple[Passage, Passage]]:
    """Return the paths and the values of `--set a.b=c d=e`; a word that only the run tells is a path without a value."""
    found: list[tuple[Passage, Passage]] = []
    for flag in command.all_given("--set"):
        for word in flag.words:
            name, equals, _ = word.text.partition("=")
            if equals or word.holes:
                found.append((word.part(0, len(name)), word.part(len(name) + 1, len(word.text))))
    return found


def _overridden(root: Value, command: AzCommand) -> Value:
    """Put the values of `--set` over a document that is created: always texts, never JSON."""
    for path, text in _settings(command):
        setting = Setting(text.value(), path.spot(), path.text)
        root = _opened(root, path) if path.holes else with_value(root, steps_of(path.text), setting)
    return root


def _opened(root: Value, path: Passage) -> Value:
    """Return a document in which something is set, but not known what."""
    if not isinstance(root, Present) or root.rest is not None:
        return root
    return placed(root.data, root, Unknown(f"`{path.text}` is set, and it is not known what that is", path.spot()))


def _with_options(root: Value, command: AzCommand) -> Value:
    """Put the values of options such as `--name` over a document."""
    name = command.may_be or ""
    for option, key in _OVERRIDES.get(name, ()):
        flag = command.given(option)
        if flag is None or not flag.words:
            continue
        value = _option_value(flag, name, option)
        root = with_value(root, steps_of(key), Setting(value, flag.written, key))
    return root


def _option_value(flag: Flag, name: str, option: str) -> Value:
    if option == "--tags":
        return _tags(flag)
    value = flag.words[0].value()
    text = text_of(value)
    if text is None:
        return value
    if option == "--user-assigned-identities":
        items: list[Value] = [placed({"resource_id": placed(one, value)}, value) for one in text.split(",")]
        return placed(items, value)
    return placed(text.lower(), value) if (name, option) in _LOWERED else value


def _tags(flag: Flag) -> Value:
    """Return `--tags a=b c` as a mapping."""
    found: dict[str, Value] = {}
    rest: Unknown | None = None
    for word in flag.words:
        name, equals, _ = word.text.partition("=")
        if word.part(0, len(name)).holes:
            rest = Unknown(f"`{word.text}` may be any tag", word.spot())
            continue
        value = word.part(len(name) + 1, len(word.text)).value() if equals else placed("", word.spot())
        near = word.spot()
        value.key = Present(name, near.source, near.start, near.end)
        found[name] = value
    return placed(found, flag.words[0].spot(), rest)


def _updated(root: Value, command: AzCommand) -> Value:
    """Put `--set`, `--add` and `--remove` over a document that is updated, in their order (azure-cli's generic update)."""
    force = command.given("--force-string") is not None
    for flag in command.flags:
        if flag.name == "--set":
            for word in flag.words:
                root = _set(root, word, force=force)
        elif flag.name == "--add" and flag.words:
            root = _added(root, flag.words, force=force)
        elif flag.name == "--remove" and flag.words:
            root = _removed(root, flag.words)
    defaults = command.given("--defaults")
    if defaults is not None and defaults.words:
        root = with_value(root, ["defaults"], Setting(_pairs(defaults.words[0]), defaults.written, "defaults"))
    return root


def _set(root: Value, word: Passage, *, force: bool) -> Value:
    length = _equals(word.text)
    path = word.part(0, length)
    if path.holes:
        return _opened(root, path)
    if length == len(word.text):
        return root
    value = word.part(length + 1, len(word.text)).value()
    setting = Setting(value if force else parsed(value), path.spot(), path.text, fills_null=True)
    return with_value(root, _update_steps(path.text), setting)


def _equals(text: str) -> int:
    """Return where the first `=` stands that is not in square brackets; the length of the text where there is none."""
    found = next((match.start() for match in _SPLIT.finditer(text) if match.group() == "="), None)
    return len(text) if found is None else found


def _update_steps(path: str) -> list[str | int]:
    """Return the keys and indexes of a path (azure-cli: `_get_internal_path`)."""
    found: list[str | int] = []
    for match in _INDEXED.finditer(path.replace(".[", "[").replace("[", ".[")):
        part = match[1] or match[2]
        inner = part[1:-1]
        index = _index(inner) if match[1] else None
        found.append(part if index is None else index)
    return found


def _index(text: str) -> int | None:
    """Return the index of a list that a text is; one that is longer than any list's is cut."""
    return int(text[:18]) if _INDEX.match(text) is not None else None


def _added(root: Value, words: tuple[Passage, ...], *, force: bool) -> Value:
    """Add to the list at a path: consecutive `key=value` are one mapping, anything else is a member of its own."""
    path = words[0]
    if path.holes:
        return _opened(root, path)
    items: list[Value] = []
    pairs: dict[str, Value] = {}
    for word in words[1:]:
        name, equals, _ = word.text.partition("=")
        if equals:
            pairs[name] = word.part(len(name) + 1, len(word.text)).value()
            continue
        if pairs:
            items.append(placed(pairs, word.spot()))
            pairs = {}
        items.append(word.value() if force else parsed(word.value()))
    if pairs:
        items.append(placed(pairs, words[1].spot()))
    steps = _update_steps(path.text)
    before = value_at(root, steps)
    if before is not None and not (isinstance(before, Present) and isinstance(before.data, list)) and not isinstance(before, Absent):
        return root
    near = before if isinstance(before, Present) else path.spot()
    added = placed([*members(before), *items] if before is not None else items, near)
    return with_value(root, steps, Setting(added, path.spot(), path.text, fills_null=True))


def _removed(root: Value, words: tuple[Passage, ...]) -> Value:
    if any(word.holes for word in words):
        return _opened(root, words[0])
    steps = _update_steps(words[0].text)
    index = _index(words[1].text) if len(words) > 1 else None
    if index is not None:
        steps.append(index)
    return without(root, steps)


def _pairs(word: Passage) -> Value:
    """Return `a=b c=d`, written as one word, as a mapping (the extension: `convert_str_to_dict`)."""
    value = word.value()
    text = text_of(value)
    if text is None:
        return value
    found: dict[str, Value] = {}
    for pair in text.split(" "):
        name, equals, one = pair.partition("=")
        if equals:
            found[name.strip()] = placed(one.strip(), value)
    return placed(found, value)
