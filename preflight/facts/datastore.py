"""What is known of a datastore: what sort of storage it is, where its data lie, and with whose credentials they are read."""

from __future__ import annotations

from preflight.facts.answered import answered, lower, word
from preflight.facts.storage_address import Elsewhere, in_account, workspace_of
from preflight.value import Absent, Present, Unknown, child, fact, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.storage_address import InAccount, InDatastore
    from preflight.value import Value

BLOB, GEN2 = "azureblob", "azuredatalakegen2"
# `credentialsType` of ARM (Datastore/get in azure-rest-api-specs).
NONE = "none"
_CREDENTIALS = {"accountkey": "account_key", "serviceprincipal": "service_principal"}


def named(listed: Value, wanted: InDatastore) -> Value:
    """Return the datastore with a name among those of the workspace; absent where there is none."""
    found = child(listed, "value")
    if not isinstance(found, Present) or not isinstance(found.data, list):
        return found if isinstance(found, Unknown) else Unknown("the answer does not list the datastores", listed)
    if wanted.workspace is not None:
        here = next((own for one in found.data if (own := workspace_of(text_of(child(one, "id")) or ""))), None)
        if here != wanted.workspace:
            return Unknown(f"the datastore `{wanted.datastore}` is in another workspace, which is not read", listed, asked=False)
    names = [text_of(child(one, "name")) for one in found.data]
    same = (one for one, name in zip(found.data, names, strict=True) if (name or "").lower() == wanted.datastore.lower())
    return next(same, Unknown("the answer lists a datastore without a name", listed) if not all(names) else Absent(listed))


def default(listed: Value) -> Value:
    """Return the default datastore, which local files are uploaded to."""
    if isinstance(listed, Unknown):
        return listed
    found = (one for one in members(child(listed, "value")) if _is_true(child(child(one, "properties"), "isDefault")))
    return next(found, Unknown("which datastore is the default is not known", listed))


def datastore_facts(name: Value, datastore: Value) -> Value:
    """Return the facts of the datastore that a text names; `datastore` is what the workspace tells of it."""
    if isinstance(datastore, Absent):
        missing = Absent(datastore)
        return mapping({"name": name, "found": placed(data=False, near=datastore), "type": missing, "credentials": missing}, name)
    properties = child(datastore, "properties")
    kind = _told(child(properties, "datastoreType"), "what sort of storage it is")
    found = fact(data=True, near=datastore) if isinstance(datastore, Present) else datastore
    return mapping({"name": name, "found": found, "type": kind, "credentials": credentials(datastore)}, name)


def credentials(datastore: Value) -> Value:
    """Return with what the data of a datastore are read: `none`, `account_key`, `sas`, `service_principal` or `certificate`."""
    kind = _told(child(child(child(datastore, "properties"), "credentials"), "credentialsType"), "what credentials it has")
    text = text_of(kind)
    return kind if text is None else placed(_CREDENTIALS.get(text, text), kind)


def place_in(datastore: Value, path: str) -> InAccount | Unknown:
    """Return where a path of a datastore lies, or why it is not known."""
    properties = child(datastore, "properties")
    kind = lower(child(properties, "datastoreType"))
    if text_of(kind) not in (BLOB, GEN2):
        return kind if isinstance(kind, Unknown) else Unknown("what lies in a datastore of this sort is not read", datastore, asked=False)
    container = child(properties, "containerName" if text_of(kind) == BLOB else "filesystem")
    account, domain = child(properties, "accountName"), child(properties, "endpoint")
    texts = [text_of(part) or "" for part in (account, domain, container)]
    if not all(texts):
        return Unknown("the answer about the datastore does not say where its data lie", datastore)
    found = in_account(texts[0], texts[1], texts[2], path)
    return Unknown(found.reason, datastore, asked=False) if isinstance(found, Elsewhere) else found


def account_id(datastore: Value) -> str | None:
    """Return the ARM id of the storage account, where the datastore tells it."""
    properties = child(datastore, "properties")
    parts = [text_of(child(properties, name)) for name in ("subscriptionId", "resourceGroup", "accountName")]
    if not all(parts):
        return None
    return "/subscriptions/{}/resourceGroups/{}/providers/Microsoft.Storage/storageAccounts/{}".format(*parts)


def _told(value: Value, what: str) -> Value:
    return answered(word(value, what), what)


def _is_true(value: Value) -> bool:
    return isinstance(value, Present) and value.data is True
