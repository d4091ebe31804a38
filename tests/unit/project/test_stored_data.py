"""From texts to where the data lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.storage_address import InAccount
from preflight.project.links import Links
from preflight.project.live import Live
from preflight.project.live_storage import LiveStorage
from preflight.project.stored_data import Storage, Stored
from preflight.project.tree import Loaded, Tree
from preflight.question import Missing, Question
from preflight.value import Absent, Present, Unknown, Value, child, spot, text_of
from preflight.world import OFFLINE, World
from tests.shared.links import shown
from tests.shared.storage import ACCOUNT, DATASTORES, ENDPOINT, STORAGE, account, data, data_asset, datastore, datastores
from tests.shared.workspaces import WORKSPACE, known, workspace

if TYPE_CHECKING:
    from pathlib import Path

IN_WORKSPACE = Question("workspace")
HEART = InAccount(ENDPOINT, "stdata", "data", "heart")
GOOD: dict[Question, Any] = {
    DATASTORES: datastores(),
    data("heart"): data_asset("heart"),
    STORAGE: account(),
    IN_WORKSPACE: workspace(storageAccount=ACCOUNT),
}


def follow(tmp_path: Path, path: Value | str, world: World | None = None, files: dict[str, str] | None = None) -> Stored:
    tree = Tree(str(tmp_path), [str(tmp_path)])
    for name, text in (files or {}).items():
        (tmp_path / name).write_text(text)
    documents = [loaded for name in files or {} if isinstance(loaded := tree.load(str(tmp_path / name)), Loaded)]
    world = world or known(GOOD)
    value = Present(path, None) if isinstance(path, str) else path
    return Storage(Links(tree, documents, Live(world)), LiveStorage(world)).follow(value)


def place(stored: Stored) -> InAccount | str:
    found = stored.at.place
    return found if isinstance(found, InAccount) else shown(found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("azureml://datastores/plain/paths/heart", HEART),
        (f"{WORKSPACE}/datastores/plain/paths/heart", HEART),
        ("azureml:heart:1", InAccount(ENDPOINT, "stdata", "data", "heart/")),
        ("heart:1", InAccount(ENDPOINT, "stdata", "data", "heart/")),
        (f"{WORKSPACE}/data/heart/versions/1", InAccount(ENDPOINT, "stdata", "data", "heart/")),
        (f"{ENDPOINT}/data/heart", HEART),
        ("data/heart", InAccount(ENDPOINT, "stdata", "data", "")),
    ],
)
def test_where_data_lie(tmp_path: Path, path: str, expected: InAccount) -> None:
    stored = follow(tmp_path, path)
    assert place(stored) == expected
    assert text_of(stored.at.account) == ACCOUNT
    assert shown(stored.at.hierarchical) == "False at None"
    assert stored.at.direct is path.startswith("https")
    assert stored.at.uploaded is (path == "data/heart")


def test_the_facts_of_a_data_asset(tmp_path: Path) -> None:
    stored = follow(tmp_path, "azureml:heart:1")
    assert [text_of(child(stored.asset, name)) for name in ("name", "version")] == ["heart", "1"]
    assert (shown(child(stored.asset, "found")), text_of(stored.data_type)) == ("True at None", "uri_folder")
    assert text_of(child(stored.at.datastore, "name")) == "plain"


def test_the_newest_version_has_a_number(tmp_path: Path) -> None:
    newest = known({**GOOD, data("heart", "", "latest"): data_asset("heart", "7"), data("heart", ""): data_asset("heart", "8")})
    for path, version in (("azureml:heart@latest", "7"), ("azureml:heart", "8")):
        assert text_of(child(follow(tmp_path, path, newest).asset, "version")) == version
    assert isinstance(child(follow(tmp_path, "azureml:heart@latest", World("live")).asset, "version"), Absent)


@pytest.mark.parametrize("path", [Absent(), Present(3), Unknown("filled in later", text="${P}")])
def test_what_is_no_text_leads_nowhere(tmp_path: Path, path: Value) -> None:
    stored = follow(tmp_path, path)
    expected = (
        "absent"
        if isinstance(path, Absent)
        else "unknown: filled in later"
        if isinstance(path, Unknown)
        else "unknown: the path is no text"
    )
    assert {shown(value) for value in (stored.at.datastore, stored.at.account, stored.at.hierarchical)} == {expected}
    assert place(stored) == expected
    assert isinstance(stored.asset, Absent)
    assert shown(stored.data_type) == ("unknown: filled in later" if isinstance(path, Unknown) else "absent")


def test_what_is_missing_is_nowhere(tmp_path: Path) -> None:
    gone = follow(tmp_path, "azureml:heart:1", known({**GOOD, data("heart"): Missing("x")}))
    assert (shown(child(gone.asset, "found")), shown(gone.data_type), place(gone)) == ("False at None", "absent", "absent")
    other = follow(tmp_path, "azureml://datastores/other/paths/x")
    assert (shown(child(other.at.datastore, "found")), place(other)) == ("False at None", "absent")


def test_an_asset_of_the_repository_stands_for_what_the_workspace_lacks(tmp_path: Path) -> None:
    files = {"d.yml": "name: heart\nversion: 1\ntype: uri_file\npath: azureml://datastores/plain/paths/heart\n"}
    for world in (known({**GOOD, data("heart"): Missing("x")}), OFFLINE):
        stored = follow(tmp_path, "azureml:heart:1", world, files)
        assert shown(child(stored.asset, "found")).startswith("True")
        assert text_of(stored.data_type) == "uri_file"
        assert text_of(child(stored.at.datastore, "name")) == "plain"
    assert place(follow(tmp_path, "azureml:heart:1", known({**GOOD, data("heart"): Missing("x")}), files)) == HEART


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("path: data/heart\n", "unknown, not asked: where the data of `azureml:heart:1` lie is not said"),
        ("path: azureml:other:1\n", "unknown, not asked: where the data of `azureml:heart:1` lie is not said"),
        ("path: \n", "absent"),
    ],
)
def test_an_asset_may_not_say_where_it_lies(tmp_path: Path, more: str, expected: str) -> None:
    files = {
        "d.yml": f"name: heart\nversion: 1\ntype: uri_file\npath: \n{more}"
        if not more
        else f"name: heart\nversion: 1\ntype: uri_file\n{more}"
    }
    assert place(follow(tmp_path, "azureml:heart:1", known({**GOOD, data("heart"): Missing("x")}), files)) == expected


def test_an_asset_and_the_datastores_are_asked_for_at_once(tmp_path: Path) -> None:
    found = follow(tmp_path, "azureml:heart:1", World("live")).at.place
    assert isinstance(found, Unknown)
    assert found.questions == (data("heart"), DATASTORES)


def test_an_account_and_the_workspace_are_asked_for_at_once(tmp_path: Path) -> None:
    found = follow(tmp_path, f"{ENDPOINT}/data/heart", World("live")).at.account
    assert isinstance(found, Unknown)
    assert found.questions == (DATASTORES, IN_WORKSPACE)


@pytest.mark.parametrize(
    "path",
    [
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/other/data/heart/versions/1",
        "azureml://subscriptions/s/resourcegroups/g/workspaces/other/datastores/plain/paths/x",
    ],
)
@pytest.mark.parametrize("answer", [data_asset("heart"), Missing(f"{WORKSPACE}/data/heart/versions/1"), Missing("x")])
def test_another_workspace_is_not_read(tmp_path: Path, path: str, answer: object) -> None:
    found = place(follow(tmp_path, path, known({**GOOD, data("heart"): answer})))
    assert isinstance(found, str)
    assert found.startswith("unknown, not asked: the data")
    assert found.endswith("is in another workspace, which is not read")


def test_forms_that_are_not_followed(tmp_path: Path) -> None:
    assert (
        place(follow(tmp_path, "azureml://jobs/j/outputs/o"))
        == "unknown, not asked: `azureml://jobs/j/outputs/o` is of a form that is not followed"
    )


def test_the_account_of_the_workspace_has_an_id(tmp_path: Path) -> None:
    lacking = datastores(datastore("plain", subscriptionId=None))
    path = "azureml://datastores/plain/paths/heart"
    assert text_of(follow(tmp_path, path, known({**GOOD, DATASTORES: lacking})).at.account) == ACCOUNT
    strange = follow(tmp_path, path, known({**GOOD, DATASTORES: lacking, IN_WORKSPACE: workspace(storageAccount=3)})).at.account
    assert shown(strange) == "unknown: the resource group of the storage account `stdata` is not known"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (account(isHnsEnabled=True), "True"),
        (account(isHnsEnabled=False), "False"),
        (account(), "False"),
        ({"id": ACCOUNT}, "unknown: the answer about `stdata` does not say what sort of storage account it is"),
        (Missing(ACCOUNT), "unknown: the answer about `stdata` does not say what sort of storage account it is"),
    ],
)
def test_accounts_with_folders(tmp_path: Path, answer: object, expected: str) -> None:
    found = follow(tmp_path, "azureml://datastores/plain/paths/x", known({**GOOD, STORAGE: answer})).at.hierarchical
    assert shown(found).partition(" at ")[0] == expected


def test_facts_stand_where_the_path_stands(tmp_path: Path) -> None:
    from preflight.source import Source

    near = spot(Source("inputs.yml", "path: azureml:heart:1\n"), (1, 7))
    stored = follow(tmp_path, Present("azureml:heart:1", near.source, near.start, near.end))
    for value in (stored.asset, stored.data_type, stored.at.datastore, stored.at.account, stored.at.hierarchical):
        assert str(value.place) == "inputs.yml:1:7"
