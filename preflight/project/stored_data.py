"""From the text that names an input or an output to where it lies: through data assets and datastores to a storage account."""

from __future__ import annotations

from preflight import question
from preflight.facts.answered import answered, word
from preflight.facts.datastore import GEN2, account_id, datastore_facts, default, named, place_in
from preflight.facts.storage_address import Elsewhere, InAccount, InAsset, InDatastore, Local, address, workspace_of
from preflight.kind import Kind
from preflight.record import Record
from preflight.value import Absent, Present, Unknown, child, fact, mapping, members, placed, text_of
from preflight.world import doubt_of, merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.storage_address import Address
    from preflight.project.links import Links
    from preflight.project.live_storage import LiveStorage
    from preflight.value import Value


class Whereabouts(Record):
    """Where data lie, as far as it could be followed.

    `datastore` holds facts and is absent where the text leads through none; `place` is absent where there is nothing of that name;
    `account` is the ARM id of the storage account. `direct` tells whether an URL names the storage account itself, `uploaded`
    whether the data are local files, which are copied there when the job is sent.
    """

    datastore: Value
    place: InAccount | Absent | Unknown
    account: Value
    hierarchical: Value
    direct: bool = False
    uploaded: bool = False


class Stored(Record):
    """The data that a text names: the facts of their asset (absent where there is none), its type, and where they lie."""

    asset: Value
    data_type: Value
    at: Whereabouts


class Storage:
    """Follows texts to where their data lie."""

    def __init__(self, links: Links, live: LiveStorage) -> None:
        """Take what finds documents and assets, and what asks the storage."""
        self._links = links
        self._live = live

    def follow(self, path: Value) -> Stored:
        """Return where the data of a path lie."""
        text = text_of(path)
        if text is None:
            why = Unknown("the path is no text", path) if isinstance(path, Present) else path
            return Stored(Absent(path), why if isinstance(why, Unknown) and why is path else Absent(path), _nowhere(why))
        where = address(text)
        if isinstance(where, InAsset):
            return self._in_asset(where, path)
        return Stored(Absent(path), Absent(path), self.at(where, path))

    def _in_asset(self, where: InAsset, path: Value) -> Stored:
        """Follow a data asset: the workspace's, else the one that a file of the repository defines."""
        text = text_of(path) or ""
        reference = path if text.startswith(("azureml:", "/")) else placed(f"azureml:{text}", path)
        told = _of_workspace(where, self._links.live.asset(question.DATA, reference))
        loaded = self._links.asset(Kind.DATA, reference)
        known = merged(told, loaded if isinstance(loaded, Unknown) else loaded.document.root)
        properties = child(told, "properties")
        if known is told:
            uri = answered(child(properties, "dataUri"), "where its data lie") if isinstance(told, Present) else told
            kind = answered(word(child(properties, "dataType"), "its type"), "its type") if isinstance(told, Present) else told
        else:
            uri, kind = child(known, "path"), child(known, "type")
        if isinstance(uri, Unknown):
            listed = self._live.datastores(path, f"`{text}` is not in this repository")
            at = _nowhere(doubt_of(uri, listed) or uri)
        else:
            at = self._through(uri, path)
        version = (
            child(told, "name") if where.reference.version is None and isinstance(told, Present) else fact(where.reference.version, path)
        )
        found = known if isinstance(known, Unknown) else fact(isinstance(known, Present), known)
        return Stored(mapping({"name": fact(where.reference.name, path), "version": version, "found": found}, path), kind, at)

    def _through(self, uri: Value, path: Value) -> Whereabouts:
        """Follow where a data asset says that its data lie."""
        text = text_of(uri)
        if text is None:
            return _nowhere(Absent(path))
        where = address(text)
        if isinstance(where, (InAsset, Local)):
            return _nowhere(Unknown(f"where the data of `{text_of(path)}` lie is not said", path, asked=False))
        return self.at(where, path)

    def at(self, where: Address, path: Value) -> Whereabouts:
        """Return what is known of an address; facts stand where the path stands that led to it."""
        if isinstance(where, InDatastore):
            listed = self._live.datastores(path, f"the datastore `{where.datastore}` is not in this repository")
            return self._in_datastore(fact(where.datastore, path), self._named(listed, where), where.path)
        if isinstance(where, InAccount):
            account = self._account(where.account, path)
            return Whereabouts(Absent(path), where, account, self._hierarchical(account, path), direct=True)
        if isinstance(where, Local):
            found = default(self._live.datastores(path, "which datastore is the default stands in the workspace"))
            return self._in_datastore(placed(text, path) if (text := text_of(child(found, "name"))) else found, found, "", uploaded=True)
        return _nowhere(Unknown(where.reason if isinstance(where, Elsewhere) else "it is a data asset", path, asked=False))

    def _named(self, listed: Value, where: InDatastore) -> Value:
        return self._links.live.or_created(named(listed, where), question.DATASTORES, where.datastore)

    def _in_datastore(self, name: Value, found: Value, inside: str, *, uploaded: bool = False) -> Whereabouts:
        facts = datastore_facts(name, found)
        place = place_in(found, inside) if isinstance(found, Present) else found
        if not isinstance(place, InAccount):
            return Whereabouts(facts, place, place, place, uploaded=uploaded)
        known = account_id(found)
        account = placed(known, found) if known is not None else self._of_this_workspace(place.account, found)
        gen2 = text_of(child(facts, "type")) == GEN2
        hierarchical = placed(data=True, near=found) if gen2 else self._hierarchical(account, found)
        return Whereabouts(facts, place, account, hierarchical, uploaded=uploaded)

    def _account(self, name: str, path: Value) -> Value:
        """Return the ARM id of a storage account that an URL names: one that a datastore, or the workspace itself, has, too."""
        listed = self._live.datastores(path, f"the ARM id of the storage account `{name}` is not known")
        for datastore in members(child(listed, "value")):
            arm_id = account_id(datastore)
            if arm_id is not None and arm_id.rpartition("/")[2].lower() == name:
                return placed(arm_id, datastore)
        own = self._of_this_workspace(name, path)
        return doubt_of(listed, own) or own

    def _of_this_workspace(self, name: str, path: Value) -> Value:
        """Return the ARM id of the workspace's own storage account, if it has that name."""
        own = child(child(self._links.live.workspace(path), "properties"), "storageAccount")
        text = text_of(own)
        if text is not None and text.rpartition("/")[2].lower() == name.lower():
            return own
        return own if isinstance(own, Unknown) else Unknown(f"the resource group of the storage account `{name}` is not known", path)

    def _hierarchical(self, account: Value, path: Value) -> Value:
        """Tell whether a storage account has folders of its own, with access rules: those that have none do not say so."""
        arm_id = text_of(account)
        if arm_id is None:
            return account
        properties = child(self._live.account(arm_id, path), "properties")
        if isinstance(properties, Absent):
            return answered(properties, "what sort of storage account it is")
        enabled = child(properties, "isHnsEnabled")
        return enabled if isinstance(enabled, Unknown) else placed(isinstance(enabled, Present) and enabled.data is True, enabled)


def _nowhere(why: Absent | Unknown) -> Whereabouts:
    return Whereabouts(why, why, why, why)


def _of_workspace(where: InAsset, told: Value) -> Value:
    """Return what the workspace tells of an asset, if it is one of this workspace."""
    if where.workspace is None or isinstance(told, Unknown):
        return told
    teller = told.teller
    if workspace_of(text_of(child(told, "id")) or (teller.resource if teller is not None else "")) == where.workspace:
        return told
    return Unknown(f"the data asset `{where.reference.name}` is in another workspace, which is not read", told, asked=False)
