"""The logs of a job of the workspace, and what the workspace tells of the job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preflight import exits
from preflight.commands.live import live_address, refuse_missing_packages
from preflight.diagnosis.told import Job

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from preflight.address import Address
    from preflight.probes.azure.jobs import JobRead

_NO_DATA_PLANE = "no storage account was asked"


def logs_of_job(options: Namespace, folder: str, on_progress: Callable[[int, int], None]) -> tuple[Job, list[tuple[str, str]]]:
    """Download the logs of a job into a folder; return what is told of the job, and what could not be read.

    Raises UsageError when there is no such job, or it cannot be told.
    """
    address = live_address(options)
    refuse_missing_packages()
    from preflight.probes.azure.failure import NotRead, NotThere  # noqa: PLC0415 - only a live run needs it
    from preflight.probes.azure.jobs import JobReader  # noqa: PLC0415 - only a live run needs it

    reader = JobReader(address, options.timeout)
    try:
        read = _read(reader.read, options.job, address)
        name = read.step or read.name
        refused = []
        if options.no_data_plane:
            refused.append((f"logs of {name}", _NO_DATA_PLANE))
        else:
            try:
                if not reader.download(name, folder, on_progress):
                    refused.append((f"logs of {name}", "there are none yet: a job has logs when its node has started"))
            except (NotRead, NotThere) as error:
                refused.append((f"logs of {name}", str(error)))
    finally:
        reader.close()
    return _job(read, address), refused


def _read(read: Callable[[str], JobRead], name: str, address: Address) -> JobRead:
    from preflight.probes.azure.failure import NotRead, NotThere  # noqa: PLC0415 - only a live run needs it

    try:
        return read(name)
    except NotThere as error:
        raise exits.UsageError(f"there is no job `{name}` in the workspace `{address.workspace}`") from error
    except NotRead as error:
        raise exits.UsageError(str(error)) from error


def _job(read: JobRead, address: Address) -> Job:
    told = _mapping(read.job.get("properties"))
    facts = {"job": read.name, "step": read.step or "", "status": str(told.get("status") or read.run.get("status") or "")}
    facts |= {"name": str(told.get("displayName") or ""), "experiment": str(told.get("experimentName") or "")}
    for key, value in _mapping(told.get("properties")).items():
        if key.lower().replace("_", "").endswith(("endpointname", "deploymentname")):
            facts[key.rpartition(".")[2]] = str(value)
    for sort in ("inputs", "outputs"):
        for name, value in _mapping(told.get(sort)).items():
            where = _mapping(value)
            facts[f"{sort[:-1]} {name}"] = str(where.get("uri") or where.get("value") or where.get("jobInputType") or "")
    return Job({name: value for name, value in facts.items() if value}, _links(told, read.run), _commands(read, address))


def _links(job: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, str]:
    """Return the link to the studio: under `services` today, under `interactionEndpoints` before."""
    for told in (job, run):
        for key in ("services", "interactionEndpoints", "interaction_endpoints"):
            address = _mapping(_mapping(told.get(key)).get("Studio")).get("endpoint")
            if isinstance(address, str) and address:
                return {"studio": address}
    return {}


def _commands(read: JobRead, address: Address) -> tuple[str, ...]:
    where = f"--workspace-name {address.workspace} --resource-group {address.resource_group} --subscription {address.subscription}"
    names = [read.name, *([read.step] if read.step else [])]
    return tuple(
        f"az ml job {action} --name {name}{' --all' if action == 'download' else ''} {where}"
        for name in names
        for action in ("stream", "show", "download")
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
