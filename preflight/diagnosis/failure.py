"""Known failures of batch scoring jobs, as `data/failures/` describes them."""

from __future__ import annotations

from preflight import resources
from preflight.diagnosis.phrase import HOLE, Phrase
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# From this rank on, a message only reports that something else went wrong.
WRAPPER = 9


class Failure(Record):
    """A failure: its name, what it means and how it is mended, the phrases that tell it, and the rules that would have found it.

    `rank` says how near it is to the root: 0 is a cause of its own; more is what follows from others; `WRAPPER` never is the cause.
    `keys` are the keys of a deployment that the remedy has to do with, `look` the log that says more.
    """

    id: str
    summary: str
    cause: str
    fix: str
    phrases: tuple[Phrase, ...]
    rank: int
    follows: tuple[str, ...]
    rules: tuple[str, ...]
    evidence: tuple[Mapping[str, str], ...]
    look: str = ""
    keys: tuple[str, ...] = ()

    @property
    def is_wrapper(self) -> bool:
        """Whether it only reports that something else went wrong."""
        return self.rank >= WRAPPER

    def of_rules(self, rules: tuple[str, ...]) -> Failure:
        """Return the same failure with other rules."""
        values = {field: getattr(self, field) for field in self.__match_args__}
        return Failure(**{**values, "rules": rules})


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a text of a failure with what its holes stand for in a message; an ellipsis for what the message does not say."""
    return HOLE.compiled.sub(lambda hole: values.get(hole[1], "…"), template) if "{" in template else template


def failures() -> dict[str, Failure]:
    """Return the known failures by their names, in the order of the files."""
    return {name: _failure(name, entry) for name, entry in resources.failures().items()}


def _failure(name: str, entry: Mapping[str, Any]) -> Failure:
    phrases = tuple(Phrase(text, language) for language, texts in entry["says"].items() for text in texts)
    return Failure(
        name,
        entry["summary"].strip(),
        entry["cause"].strip(),
        entry["fix"].strip(),
        phrases,
        entry.get("rank", 0),
        tuple(entry.get("follows", ())),
        tuple(entry.get("rules", ())),
        tuple(entry["evidence"]),
        entry.get("look", "").strip(),
        tuple(entry.get("keys", ())),
    )
