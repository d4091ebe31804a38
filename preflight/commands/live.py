"""The options that name a workspace, and who answers questions about it."""

from __future__ import annotations

import os

from preflight import exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import TextIO

    from preflight.address import Address
    from preflight.question import Probe

_PACKAGES = ("azure.ai.ml", "azure.identity", "azure.mgmt.authorization", "azure.mgmt.containerregistry", "azure.storage.blob")
_WIPE = "\r\x1b[K"


def add_live_options(parser: ArgumentParser, timeout: float = 60.0) -> None:
    """Add the options that name a workspace, which is asked for no longer than `timeout` seconds unless the options say otherwise."""
    add = parser.add_argument_group("with a workspace").add_argument
    add("--workspace", "-w", metavar="NAME", help="the workspace to ask for what files do not tell")
    add("--resource-group", "-g", metavar="NAME", help="its resource group")
    add("--subscription", metavar="ID", help="its subscription")
    add("--live", action="store_true", help="ask the workspace that the environment, config.json or the defaults of az name")
    add("--cloud", metavar="NAME", help="AzureCloud, AzureUSGovernment or AzureChinaCloud")
    add("--no-data-plane", action="store_true", help="ask Azure Resource Manager only, and no storage account")
    add("--timeout", type=seconds, default=timeout, metavar="SECONDS", help=f"how long all of it may take (default: {timeout:g})")


def is_live(options: Namespace) -> bool:
    """Tell whether the options name a workspace."""
    return bool(options.live or options.workspace is not None or options.resource_group is not None or options.subscription is not None)


def live_address(options: Namespace) -> Address:
    """Return the workspace that the options name, as far as they do: the rest is looked for.

    Raises UsageError when it is not said which workspace.
    """
    from preflight.commands.address import find_address  # noqa: PLC0415 - only a live run needs it

    given = {name: getattr(options, name) for name in ("subscription", "resource_group", "workspace", "cloud")}
    return find_address(given, os.environ, os.getcwd())


def live_probe(options: Namespace, progress: Progress) -> Probe:
    """Return who asks the workspace that the options name.

    Raises UsageError when it is not said which workspace, or the packages for it are not installed.
    """
    address = live_address(options)
    refuse_missing_packages()
    from preflight.probes.azure.probe import AzureProbe  # noqa: PLC0415 - only a live run needs it

    return AzureProbe(address, options.timeout, data_plane=not options.no_data_plane, on_progress=progress.show)


def seconds(text: str) -> float:
    """Return a number of seconds above 0; raises ValueError."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number


class Progress:
    """One line on a terminal about what is waited for; nothing anywhere else."""

    def __init__(self, stream: TextIO) -> None:
        """Take standard error."""
        self._stream = stream if stream.isatty() and os.environ.get("TERM") != "dumb" else None

    def show(self, done: int, of: int) -> None:
        """Say how many questions have their answers, in place of what was said before."""
        if self._stream is not None:
            self._stream.write(f"{_WIPE}asking the workspace: {done} of {of}")
            self._stream.flush()

    def wipe(self) -> None:
        """Leave no trace."""
        if self._stream is not None:
            self._stream.write(_WIPE)
            self._stream.flush()


def refuse_missing_packages() -> None:
    """Raise UsageError where the packages for a workspace are not installed."""
    from importlib.util import find_spec  # noqa: PLC0415 - only a live run needs it

    for name in _PACKAGES:
        try:
            found = find_spec(name)
        except ImportError:  # a package around it is missing
            found = None
        if found is None:
            raise exits.UsageError(f"asking a workspace takes {name.replace('.', '-')}: pip install 'azureml-preflight[live]'")
