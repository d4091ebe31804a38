"""How a batch job is sent, and what is said of it beside its inputs and outputs."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Unknown, Value

# Who sends a job: whoever runs a file for `invoke --file`, `az ml batch-endpoint invoke`, a request over HTTP, Python code with
# azure-ai-ml, or somebody who types it, once.
FILE, COMMAND, REQUEST, CODE, TYPED = "file", "command", "request", "code", "typed"


class Ignored(Record):
    """Something that a command is given and drops without a word: what it is, why, and where it stands."""

    name: str
    reason: str
    near: Located


class Sending(Record):
    """How a job is sent.

    `overrides` are settings of this one job, by their keys, as `params_override` of azure-ai-ml and options of `invoke` have them.
    `ignored` is what the command is given and drops. `fault` tells where and why what a request sends is no JSON.
    """

    by: str
    overrides: Value
    experiment_name: Value
    job_name: Value
    ignored: tuple[Ignored, ...] = ()
    fault: Unknown | None = None

    def typed(self) -> Sending:
        """Return the same job where somebody types it."""
        return Sending(TYPED, self.overrides, self.experiment_name, self.job_name, self.ignored)
