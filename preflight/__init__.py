"""A preflight linter for Azure Machine Learning batch endpoints."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.commands.calling import check

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def __getattr__(name: str) -> object:
    """Import what callers use when they do: a command line pays for nothing else."""
    if name == "check":
        from preflight.commands.calling import check as found  # noqa: PLC0415 - as above

        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
