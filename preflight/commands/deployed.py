"""The options of `preflight check` that ask for what is deployed, where no file says it."""

from __future__ import annotations

from preflight import exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.project.deployed import Wanted
    from preflight.question import Probe

_BREAKS = "\n\r\x85\u2028\u2029"


def add_deployed_options(parser: ArgumentParser) -> None:
    """Add what asks for endpoints of the workspace."""
    add = parser.add_argument_group("what is deployed, in the place of files or besides them").add_argument
    add(
        "--endpoint",
        action="append",
        default=[],
        metavar="NAME",
        help="judge a batch endpoint of the workspace, and its deployments, as they are there; repeatable",
    )
    add("--all-endpoints", action="store_true", help="judge all batch endpoints of the workspace so")


def wanted_of(options: Namespace, probe: Probe | None) -> Wanted | None:
    """Return the endpoints that the options ask for; None where they ask for none.

    Raises UsageError for a name that can be none, and where nobody can be asked for it.
    """
    if not options.endpoint and not options.all_endpoints:
        return None
    for name in options.endpoint:
        if not name.strip() or any(character in name for character in _BREAKS):
            raise exits.UsageError("--endpoint takes the name of an endpoint")
    if probe is None:
        option = "--endpoint" if options.endpoint else "--all-endpoints"
        raise exits.UsageError(f"{option} is about a workspace, and none is named: --workspace NAME, --live or --facts FILE")
    from preflight.project.deployed import Wanted  # noqa: PLC0415 - few runs ask for what is deployed

    return Wanted(tuple(options.endpoint), options.all_endpoints)
