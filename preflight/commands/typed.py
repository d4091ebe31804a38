"""The options of `preflight check` that put values over those of a deployment file, as `az ml batch-deployment create` has them."""

from __future__ import annotations

from preflight import exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.project.typed import Typed

_BREAKS = "\n\r\x85\u2028\u2029"


def add_typed_options(parser: ArgumentParser) -> None:
    """Add what puts values over those of a file, and what shows the outcome."""
    add = parser.add_argument_group("a deployment file as `az ml batch-deployment create` runs it").add_argument
    add("--set", action="append", nargs="+", default=[], metavar="K=V", help="a value in the place of the file's, as in a.b=c; repeatable")
    add("--endpoint-name", metavar="N", help="the endpoint, in the place of the one that the file names")
    add("--name", metavar="N", help="the name of the deployment, in the place of the one in the file")
    add(
        "--explain-effective",
        metavar="FILE",
        help="judge nothing: show what the commands around a file make of it, and where each value is from",
    )


def typed_of(options: Namespace, folder: str) -> Typed | None:
    """Return the command that the options stand for; None where none of them is given. What follows `--set` and has no `=` is a path.

    Raises UsageError for what `az ml batch-deployment create` would not take.
    """
    words = [word for given in options.set for word in given]
    settings = [word for word in words if "=" in word]
    options.paths = [*options.paths, *(word for word in words if "=" not in word)]
    named = [("--endpoint-name", options.endpoint_name), ("--name", options.name)]
    found = [*(("--set", word) for word in settings), *((option, value) for option, value in named if value is not None)]
    if options.set and not settings:
        raise exits.UsageError(f"--set takes KEY=VALUE, not `{words[0]}`")
    for option, value in found:
        if not value or value[0] == "=" or any(character in value for character in _BREAKS):
            raise exits.UsageError(f"{option} takes one line of text{' with a key before the `=`' if value[:1] == '=' else ''}")
    if not found:
        return None
    from preflight.project.typed import typed_options  # noqa: PLC0415 - few runs put values over a file

    return typed_options(found, folder)
