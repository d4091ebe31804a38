"""What scripts give documents and jobs, as far as it is known before they run."""

from __future__ import annotations

from preflight.sending import Sending
from preflight.value import Later, Present, Unknown, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.value import Value


def at_run_time(value: Value, sources: tuple[Source | None, ...] = ()) -> Value:
    """Return a document in which what only the run of a script tells is unknown, and asked of nobody: it is no placeholder left over.

    What stands in one of the sources is as it was: in the file of the document, if it has one.
    """
    if isinstance(value, Unknown):
        if isinstance(value, Later) or value.source in sources:
            return value
        return Later(value.reason, value, value.text) if value.text else Unknown(value.reason, value, asked=False, at_run=True)
    if not isinstance(value, Present):
        return value
    rest = Unknown(value.rest.reason, value.rest, asked=False, at_run=True) if value.rest is not None else None
    if isinstance(value.data, dict):
        return placed({name: at_run_time(item, sources) for name, item in value.data.items()}, value, rest)
    return placed([at_run_time(item, sources) for item in value.data], value, rest) if isinstance(value.data, list) else value


def sent_at_run_time(sending: Sending) -> Sending:
    """Return how a job is sent, as far as that is known before a script runs."""
    overrides, experiment, name = (at_run_time(one) for one in (sending.overrides, sending.experiment_name, sending.job_name))
    return Sending(sending.by, overrides, experiment, name, sending.ignored, sending.fault)
