"""A batch scoring job in the good world: the job that was sent, its step, and the logs of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import asset_shapes, good

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.azure.world import World

JOB = "batchjob-4f1d2c3b-5a69-4788-9a0b-1c2d3e4f5061"
STEP = "7cebb06d-4d9a-4fb5-9fc4-facc539906a9"
STUDIO = f"https://ml.azure.com/runs/{JOB}?wsid={good.WORKSPACE}"
ARTIFACTS = f"{good.WORKSPACE}/datastores/workspaceartifactstore"


def send_job(world: World, logs: Mapping[str, str], status: str = "Failed") -> None:
    """Put a job that is over into a world, with the logs of its step."""
    services = {
        "Studio": {"jobServiceType": "Studio", "endpoint": STUDIO},
        "Tracking": {"jobServiceType": "Tracking", "endpoint": "azureml://x"},
    }
    properties = {
        "jobType": "Pipeline",
        "status": status,
        "displayName": "hungry_pear",
        "experimentName": "heart-batch",
        "services": services,
        "inputs": {"data": {"jobInputType": "uri_folder", "uri": "azureml:heart:1"}},
        "outputs": {"score": {"jobOutputType": "uri_file", "uri": "azureml://datastores/workspaceblobstore/paths/scores/predictions.csv"}},
        "properties": {
            "azureml.endpointname": "heart-batch",
            "azureml.deploymentname": "classic",
            "azureml.runsource": "azureml.PipelineRun",
        },
    }
    world.set(f"{good.WORKSPACE}/jobs/{JOB}", {"properties": properties})
    world.set(f"{good.WORKSPACE}/jobs/{STEP}", {"properties": None})
    world.runs[STEP] = {
        "runId": STEP,
        "parentRunId": JOB,
        "status": status,
        "displayName": "batchscoring",
        "properties": {"azureml.moduleName": "batchscoring"},
    }
    world.set(ARTIFACTS, asset_shapes.blob_datastore("stbatch", "azureml", "AccountKey", (good.SUBSCRIPTION, good.GROUP)))
    put_logs(world, STEP, logs)


def put_logs(world: World, run: str, logs: Mapping[str, str]) -> None:
    """Put logs of a run into the container where Azure keeps them."""
    held = world.containers.get(("stbatch", "azureml"), {})
    world.blobs("stbatch", "azureml", held | {f"ExperimentRun/dcid.{run}/{name}": text.encode() for name, text in logs.items()})
