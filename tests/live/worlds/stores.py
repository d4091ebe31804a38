"""Worlds with other datastores, and other blobs in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import asset_shapes, good
from tests.azure.faults import Hollow, Html
from tests.live.worlds.case import Case, both, forbid, patch, put, remove, spoil
from tests.live.worlds.project import deployment, job

if TYPE_CHECKING:
    from tests.live.worlds.case import Change


_OF_STORES = frozenset({"datastore-missing", "output-datastore-not-blob", "output-path-exists", "input-unreachable-or-empty"})
_OF_OUTPUT = frozenset({"output-path-exists"})
_OF_INPUT = frozenset({"input-unreachable-or-empty"})
_OUTPUT = "stbatch.blob.core.windows.net/azureml-blobstore-41b6"
_INPUT = "stdata.blob.core.windows.net/data"
_SHARE = f"{good.WORKSPACE}/datastores/ds_share"
_OWNER = (good.SUBSCRIPTION, good.GROUP)
_BLOB = "azureml://datastores/{}/paths/heart/"
_MLFLOW = deployment(model="azureml:heart-model:3", environment="", code="", scoring_script="", code_configuration="")
_MLMODEL = b"""\
flavors:
  python_function: {loader_module: mlflow.sklearn}
signature:
  inputs: '[{"name": "age", "type": "long"}, {"name": "chol", "type": "long"}]'
"""


def _put(account: str, container: str, **files: bytes) -> Change:
    return lambda world: world.blobs(account, container, {name.replace("__", "/").replace("_", "."): text for name, text in files.items()})


def _only(account: str, container: str, files: dict[str, bytes]) -> Change:
    return lambda world: world.containers.__setitem__((account, container), files)


def _signature(columns: bytes) -> Change:
    return both(
        _only("stbatch", good.WORKSPACE_CONTAINER, {"models/heart-model/MLmodel": _MLMODEL}),
        _only("stdata", good.DATA_CONTAINER, {"heart/part-0.csv": columns + b"\n63,233\n"}),
    )


CASES = (
    Case("datastore: of the input, not there", remove(good.DS_NONE), {"datastore-missing": "error"}),
    Case("datastore: of the output, not there", remove(good.DEFAULT_DATASTORE), {"datastore-missing": "error"}),
    Case(
        "datastore: refused",
        forbid("*/datastores/read"),
        unsure=_OF_STORES,
        reasons=("may not read the datastores of workspace `ws-heart`*datastores/read",),
    ),
    Case("datastore: a page of HTML", spoil("datastores"), unsure=_OF_STORES, reasons=("a page of HTML",)),
    Case("datastore: hollow", spoil("datastores", Hollow()), unsure=_OF_STORES, reasons=("the datastores of workspace `ws-heart`",)),
    Case("datastore: of a type that nobody knows", patch(good.DS_NONE, "properties.datastoreType", "Floppy"), unasked=2),
    Case(
        "datastore: output to a file share",
        put(_SHARE, asset_shapes.file_datastore("stbatch", "share", _OWNER)),
        {"output-datastore-not-blob": "error"},
        unasked=1,
        files=job(target="azureml://datastores/ds_share/paths/scores/predictions.csv"),
    ),
    Case(
        "datastore: output to Data Lake Storage Gen2",
        put(good.DS_SAS, asset_shapes.blob_datastore("stdata", "data", "Sas", _OWNER)),
        {"output-datastore-not-blob": "error"},
        files=job(target="azureml://datastores/ds_gen2/paths/scores/predictions.csv"),
    ),
    Case(
        "output: the file is there",
        _only("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv": b"1"}),
        {"output-path-exists": "error"},
    ),
    Case("output: another file begins alike", _only("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv.old": b"1"})),
    Case("output: another case", _only("stbatch", good.WORKSPACE_CONTAINER, {"Scores/predictions.csv": b"1"})),
    Case(
        "output: a folder that has the file",
        _only("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv": b"1"}),
        {"output-path-exists": "error"},
        files=job(target="azureml://datastores/workspaceblobstore/paths/scores/"),
    ),
    Case(
        "output: only a summary",
        _only("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv": b"1"}),
        files=deployment(output_action="summary_only", output_file_name=""),
    ),
    Case(
        "output: may not be listed",
        forbid("https://stbatch.blob.core.windows.net/*"),
        unsure=_OF_OUTPUT,
        reasons=("may not read*blobs/read",),
    ),
    Case(
        "output: behind a firewall",
        lambda world: world.walled.add("stbatch"),
        unsure=_OF_OUTPUT,
        reasons=("the network rules of the storage account",),
    ),
    Case(
        "output: no such account",
        both(remove(good.WORKSPACE_STORAGE), lambda world: world.containers.pop(("stbatch", good.WORKSPACE_CONTAINER))),
        unsure=_OF_OUTPUT,
        reasons=("stbatch.blob.core.windows.net",),
    ),
    Case("output: no such container", lambda world: world.containers.pop(("stbatch", good.WORKSPACE_CONTAINER))),
    Case("output: a page of HTML", spoil(f"{_OUTPUT}*", Html()), unsure=_OF_OUTPUT, reasons=("no listing of blobs",)),
    Case("output: JSON for a listing", spoil(f"{_OUTPUT}*", Hollow()), unsure=_OF_OUTPUT, reasons=("no listing of blobs",)),
    Case("output: not to be asked for", forbid("https://*.blob.core.windows.net/*"), options=("--no-data-plane",), unasked=2),
    Case("input: an empty container", _only("stdata", good.DATA_CONTAINER, {}), {"input-unreachable-or-empty": "error"}),
    Case(
        "input: another folder begins alike",
        _only("stdata", good.DATA_CONTAINER, {"hearts/part-0.csv": b"1"}),
        {"input-unreachable-or-empty": "error"},
    ),
    Case("input: another case", _only("stdata", good.DATA_CONTAINER, {"Heart/part-0.csv": b"1"}), {"input-unreachable-or-empty": "error"}),
    Case(
        "input: no such container",
        lambda world: world.containers.pop(("stdata", good.DATA_CONTAINER)),
        {"input-unreachable-or-empty": "error"},
    ),
    Case(
        "input: may not be listed", forbid("https://stdata.blob.core.windows.net/*"), unsure=_OF_INPUT, reasons=("may not read*blobs/read",)
    ),
    Case(
        "input: behind a firewall",
        lambda world: world.walled.add("stdata"),
        unsure=_OF_INPUT,
        reasons=("the network rules of the storage account",),
    ),
    Case("input: a page of HTML", spoil(f"{_INPUT}*", Html()), unsure=_OF_INPUT, reasons=("no listing of blobs",)),
    Case(
        "input: a file that is there",
        patch(good.DATA, "tags", {}),
        files=job("azureml://datastores/ds_none/paths/heart/part-0.csv", kind="uri_file"),
    ),
    Case(
        "input: a file that is not there",
        patch(good.DATA, "tags", {}),
        {"input-unreachable-or-empty": "error"},
        files=job("azureml://datastores/ds_none/paths/heart/part-9.csv", kind="uri_file"),
    ),
    Case("input: a folder of Data Lake Storage Gen2", patch(good.DATA, "tags", {}), files=job(_BLOB.format("ds_gen2"))),
    Case("MLflow: files of a type that it reads", patch(good.MODEL, "tags", {}), files=_MLFLOW),
    Case(
        "MLflow: files of a type that it does not read",
        _only("stdata", good.DATA_CONTAINER, {"heart/a.xlsx": b"1", "heart/b.csv": b"1"}),
        {"mlflow-unsupported-file-type": "error"},
        files=_MLFLOW,
    ),
    Case(
        "MLflow: folders in the folder",
        _only("stdata", good.DATA_CONTAINER, {"heart/a.csv": b"1", "heart/deep/b.csv": b"1"}),
        {"input-nested-folders": "warning"},
        files=_MLFLOW,
    ),
    Case(
        "MLflow: an input that may not be listed",
        forbid("https://stdata.blob.core.windows.net/*"),
        unsure=frozenset({"input-nested-folders", "input-unreachable-or-empty"}),
        reasons=("may not read*blobs/read",),
        files=_MLFLOW,
    ),
    Case("MLflow: the columns of its signature", _signature(b"age,chol"), files=_MLFLOW),
    Case("MLflow: not the columns of its signature", _signature(b"age,cholesterol"), {"mlflow-signature-mismatch": "error"}, files=_MLFLOW),
    Case(
        "MLflow: what it needs may not be read",
        both(_signature(b"age,chol"), forbid("https://stbatch.blob.core.windows.net/*")),
        unsure=frozenset({"mlflow-signature-mismatch"}),
        reasons=("MLmodel",),
        files=_MLFLOW,
    ),
)
