"""The table of facts: which roots a rule may read, by the kind it is for.

Only rule files are checked against it; judging never reads it.
"""

from __future__ import annotations

from preflight.facts.entry import Fact, list_of
from preflight.facts.vocabulary import (
    CONDA,
    DEPLOYMENT,
    DOC,
    DOCUMENT,
    ENDPOINT,
    ENVIRONMENT,
    MODEL,
    SCRIPT,
    TABLES,
    VALUES,
)
from preflight.facts.vocabulary_behaviour import BEHAVIOUR
from preflight.facts.vocabulary_commands import COMMAND
from preflight.facts.vocabulary_data import INVOCATION
from preflight.facts.vocabulary_deployed import DEPLOYED_SCRIPT
from preflight.facts.vocabulary_jobs import COMPONENT, JOB, STARTUP
from preflight.facts.vocabulary_workspace import (
    AZURE_WORKSPACE,
    COMPUTE,
    NAMED_COMPONENT,
    NAMED_COMPUTE,
    NAMED_CONDA,
    NAMED_ENDPOINT,
    NAMED_ENVIRONMENT,
    QUOTA,
    REGISTRY,
)
from preflight.kind import Kind

_YAML = (DOC, VALUES, DOCUMENT, TABLES)


def _earlier(main: Fact) -> Fact:
    return list_of("earlier", "those of the same kind that come before", main)


ROOTS: dict[Kind, tuple[Fact, ...]] = {
    Kind.BATCH_ENDPOINT: (*_YAML, ENDPOINT, _earlier(ENDPOINT)),
    Kind.BATCH_DEPLOYMENT: (
        *_YAML, DEPLOYMENT, NAMED_ENDPOINT, NAMED_ENVIRONMENT, NAMED_CONDA, DEPLOYED_SCRIPT, STARTUP, MODEL, NAMED_COMPONENT,
        NAMED_COMPUTE, QUOTA, _earlier(DEPLOYMENT),
    ),
    Kind.INVOCATION: (*_YAML, INVOCATION, DEPLOYMENT, NAMED_ENDPOINT, MODEL, NAMED_COMPONENT, NAMED_COMPUTE, _earlier(INVOCATION)),
    Kind.ENVIRONMENT: (*_YAML, ENVIRONMENT, CONDA, _earlier(ENVIRONMENT)),
    Kind.CONDA: (*_YAML, CONDA, _earlier(CONDA)),
    Kind.COMPONENT: (*_YAML, COMPONENT, _earlier(COMPONENT)),
    Kind.JOB: (*_YAML, JOB),
    Kind.COMPUTE: (*_YAML, COMPUTE, _earlier(COMPUTE)),
    Kind.WORKSPACE: (*_YAML, AZURE_WORKSPACE, REGISTRY),
    Kind.DATA: _YAML,
    Kind.MLMODEL: _YAML,
    Kind.SCORING_SCRIPT: (SCRIPT, BEHAVIOUR, TABLES),
    Kind.AZ_COMMAND: (COMMAND, TABLES),
}  # fmt: skip


def roots_of(kinds: list[Kind]) -> dict[str, Fact]:
    """Return the roots that all of some kinds have, by name."""
    shared = set.intersection(*({fact.name for fact in ROOTS[kind]} for kind in kinds)) if kinds else set()
    return {fact.name: fact for kind in kinds[:1] for fact in ROOTS[kind] if fact.name in shared}
