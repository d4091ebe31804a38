"""Where data lie, as a text says it: in a data asset, in a datastore, in a storage account, or beside the file."""

from __future__ import annotations

from preflight.facts.reference import Reference, reference
from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# Hosts of other domains are never asked: they would be sent the token of whoever runs preflight.
DOMAINS = ("core.windows.net", "core.chinacloudapi.cn", "core.usgovcloudapi.net", "core.cloudapi.de")

_ACCOUNT = r"(?P<account>[a-z0-9]{3,24})"
_HOST = Pattern(rf"{_ACCOUNT}\.(?:blob|dfs)\.(?P<domain>{'|'.join(domain.replace('.', '[.]') for domain in DOMAINS)})\Z")
# Container names (Naming and referencing containers, blobs, and metadata), `$root` and `$web` included.
_CONTAINER = Pattern(r"(?:\$root|\$web|[a-z0-9](?:-?[a-z0-9]){2,62})\Z")
# `azureml:` before an ARM id, with one slash or two; the resource provider is left out in `azureml://` forms.
_WORKSPACE = (
    r"(?:azureml:)?/{1,2}subscriptions/(?P<subscription>[^/]+)/resourcegroups/(?P<group>[^/]+)"
    r"(?:/providers/Microsoft\.MachineLearningServices)?/workspaces/(?P<workspace>[^/]+)"
)
_DATASTORE = Pattern(rf"(?i:{_WORKSPACE}|azureml:/{{0,2}})/?(?i:datastores)/(?P<name>[^/]+)(?P<paths>/(?i:paths)(?:/(?P<path>.*))?)?\Z")
_OF_WORKSPACE = Pattern(rf"(?i:{_WORKSPACE})(?:/|\Z)")
# `name:version` and `name@label`, as `az ml batch-endpoint invoke` takes them (azure/ai/ml/operations/_batch_endpoint_operations.py).
_BARE = Pattern(r"\w[\w.-]*(?::[^:/@\\]+|@[^:/@\\]+)\Z")
_STORAGE = ("wasb", "wasbs", "abfs", "abfss", "adl")
_INSIDE = Pattern(r"(?i)azureml://(datastores|jobs|registries)/")
_SCHEME = Pattern(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)\Z")


class InAsset(Record):
    """A data asset, perhaps of another workspace: `workspace` is None where the text names none."""

    reference: Reference
    workspace: str | None


class InDatastore(Record):
    """A path in a datastore, perhaps of another workspace: `workspace` is None where the text names none."""

    datastore: str
    path: str
    workspace: str | None


class InAccount(Record):
    """A path in a container of a storage account; `endpoint` is that of its blobs.

    `signed` tells whether the URL brings a shared access signature, which is kept nowhere.
    """

    endpoint: str
    account: str
    container: str
    path: str
    signed: bool = False


class Local(Record):
    """A file or a folder beside the file that names it; it is uploaded to the default datastore when the job is sent."""

    path: str


class Elsewhere(Record):
    """A form that cannot be followed: `reason` says which."""

    reason: str


Address = InAsset | InDatastore | InAccount | Local | Elsewhere


def address(text: str) -> Address:
    """Read where an input or an output lies (How data are accessed: `azureml:`, `azureml://`, ARM ids, URLs and local paths)."""
    match = _DATASTORE.match(text)
    if match is not None:
        if match["paths"] is None:
            return Elsewhere(f"`{text}` names a datastore without `/paths/`")
        return InDatastore(match["name"], (match["path"] or "").lstrip("/"), _key(match))
    if text.startswith("file:"):
        return Local(text.removeprefix("file:"))
    asset = reference(text) or (reference(f"azureml:{text}") if _BARE.match(text) else None)
    if asset is not None:
        return InAsset(asset, workspace_of(text))
    match = _SCHEME.match(text)
    if match is not None:
        return _in_account(match["scheme"].lower(), match["rest"]) or Elsewhere(
            f"`{_without_query(text)}` is of a form that is not followed"
        )
    if text.startswith("azureml:"):
        return Elsewhere(f"`{text}` is of a form that is not followed")
    return Local(text)


def path_form(text: str) -> str:
    """Return in what form a text says where data lie.

    `datastore`, `asset` (with a version), `label` (an asset by a label), `versionless` (an asset without either), `url` (HTTP), `local`;
    `root` (a datastore, with nothing after `/paths/`), `no-paths` (a datastore without `/paths/`), `registry`, `job` (the output of a
    job), `storage` (another scheme of storage, such as `wasbs`); `other` for what is none of these.
    """
    where = address(text)
    if isinstance(where, InDatastore):
        return "datastore" if where.path else "root"
    if isinstance(where, InAsset):
        reference = where.reference
        if reference.registry is not None:
            return "registry"
        return "asset" if reference.version is not None else "label" if reference.label is not None else "versionless"
    if isinstance(where, Local):
        return "local"
    match = _SCHEME.match(text)
    scheme = match["scheme"].lower() if match is not None else ""
    if scheme in ("http", "https"):
        return "url"
    if scheme in _STORAGE:
        return "storage"
    match = _INSIDE.match(text)
    return {"datastores": "no-paths", "jobs": "job", "registries": "registry"}[match[1].lower()] if match is not None else "other"


def workspace_of(text: str) -> str | None:
    """Return the workspace in an ARM id, so that equal ones are equal texts: subscription, resource group and name in lower case."""
    match = _OF_WORKSPACE.match(text)
    return _key(match) if match is not None else None


def in_account(account: str, domain: str, container: str, path: str) -> InAccount | Elsewhere:
    """Return an address from the account, the domain (`core.windows.net`) and the container that a datastore names."""
    found = _in_account("https", f"{account}.blob.{domain}/{container}")
    if found is None:
        return Elsewhere(f"the container `{container}` of `{account}` in `{domain}` is not one that is followed")
    return InAccount(found.endpoint, found.account, found.container, path)


def _key(match: re.Match[str]) -> str | None:
    parts = [match[name] for name in ("subscription", "group", "workspace") if match[name]]
    return "/".join(parts).lower() or None


def _in_account(scheme: str, rest: str) -> InAccount | None:
    """Read what follows a scheme: `host/container/path?query`, or `container@host/path` of the Hadoop forms."""
    rest, _, query = rest.partition("#")[0].partition("?")
    host, _, path = rest.partition("/")
    if scheme in ("wasb", "wasbs", "abfs", "abfss"):
        container, at, host = host.partition("@")
        if not at:
            return None
    elif scheme in ("http", "https"):
        container, _, path = _unquoted(path).partition("/")
    else:
        return None
    match = _HOST.match(host.lower().removesuffix(":443"))
    if match is None or not _CONTAINER.match(container):
        return None
    return InAccount(f"https://{match['account']}.blob.{match['domain']}", match["account"], container, path.lstrip("/"), "sig=" in query)


def _unquoted(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote  # noqa: PLC0415 - few paths need it

    return unquote(text)


def _without_query(text: str) -> str:
    """Leave out the query of a URL: it may be a signature, which no report may show."""
    return text.partition("?")[0]
