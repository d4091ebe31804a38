"""The project of a run, with all that a workspace tells of it."""

from __future__ import annotations

from preflight.record import Record
from preflight.world import OFFLINE, World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.project.besides import Besides
    from preflight.project.commandline import Job
    from preflight.project.deployed import Wanted
    from preflight.project.project import Project
    from preflight.project.typed import Typed
    from preflight.question import Probe
    from preflight.rulebook import Rulebook


class More(Record):
    """What a run is to judge besides files: a job, what is deployed, and a command; None for nothing of the kind."""

    job: Job | None = None
    deployed: Wanted | None = None
    typed: Typed | None = None


def is_about_more(more: More) -> bool:
    """Tell whether a run that names no path is not about the working directory: what is deployed, and commands, stand by themselves."""
    return more.deployed is not None or is_command(more)


def is_command(more: More) -> bool:
    """Tell whether a run is about one command, which names its file itself."""
    return more.typed is not None and more.typed.options is None


def surveyed(loaded: Callable[..., Project], more: More, rules: Rulebook, probe: Probe | None) -> Project:
    """Return a project that `loaded` loads for a world, and with it what the workspace tells, if anybody can be asked."""
    if probe is None:
        return loaded(besides=_besides(more, OFFLINE, None))
    from preflight.survey import survey  # noqa: PLC0415 - an offline check has nobody to ask

    world = World(probe.source)
    project = loaded(world=world, besides=_besides(more, world, probe))
    survey(project, rules, probe)
    return project


def _besides(more: More, world: World, probe: Probe | None) -> Besides | None:
    """Return what to judge besides files; what is deployed is asked for first, since nothing else can be asked before it is known."""
    if more == More():
        return None
    from preflight.project.besides import Besides  # noqa: PLC0415 - most runs are about files only

    if more.deployed is None or probe is None:
        return Besides(more.job, typed=more.typed)
    from preflight.project.deployed import ask_for_deployed, deployed  # noqa: PLC0415 - few runs ask for what is deployed

    ask_for_deployed(more.deployed, world, probe)
    return Besides(more.job, deployed(more.deployed, world), more.typed)
