"""Faults in good documents, judged by azure-ai-ml and by preflight: what the one refuses the other reports, where it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from preflight.engine import WARN, judge
from preflight.finding import Severity
from preflight.project.project import load
from preflight.rulebook import Selection, rulebook
from tests.sdk.documents import DOCUMENTS, write_beside
from tests.sdk.mutations import Mutation, lines_of, mutations, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.finding import Finding
    from preflight.rulebook import Rulebook
    from tests.sdk.loading import Loading

pytestmark = pytest.mark.sdk

LEAST = 600
NEAR = 1
# What a flag of the command may supply is told with less: `missing-key` says that it must come from there.
SUPPLIED = frozenset({"name", "endpoint_name", "compute"})
# Tells of a key that only a newer azure-ai-ml than the schemas mirror may know.
NEWER = "key-newer-than-schemas"
ACCEPTED = yaml.safe_load(Path(__file__).with_name("accepted.yaml").read_text(encoding="utf-8"))


class Case(NamedTuple):
    """A fault in a document, why azure-ai-ml refuses it if it does, and what preflight finds."""

    document: str
    fault: Mutation
    refusal: str | None
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        """Say what differs, in one line."""
        told = ", ".join(f"{one.rule} in line {one.location.place.line}" for one in self.findings) or "nothing"
        said = self.refusal or "takes it"
        return f"{self.document}: {self.fault.name} (lines {sorted(self.lines())}): azure-ai-ml: {said}; preflight: {told}"

    def lines(self) -> frozenset[int]:
        """Return the lines of the fault; a wrong `type` shows in other keys, which azure-ai-ml then names."""
        if self.fault.way != ("type",):
            return self.fault.lines
        named = re.findall(r'"(\w+)": \[', self.refusal or "")
        return self.fault.lines.union(*(lines_of(self.fault.text, (key,)) for key in named))

    def near(self) -> list[Finding]:
        """Return the findings where the fault is."""
        return [one for one in self.findings if any(abs(one.location.place.line - line) <= NEAR for line in self.lines())]

    def errors(self) -> list[Finding]:
        """Return the errors wherever they are."""
        return [one for one in self.findings if one.severity is Severity.ERROR]


class Judges:
    """Both judges of the documents in one folder."""

    def __init__(self, folder: Path, loading: Loading) -> None:
        """Take the folder of the files beside the documents."""
        self._folder = folder
        self._file = folder / "document.yml"
        self._loading = loading
        self._rules: Rulebook = rulebook([], Selection())

    def judge(self, form: str, text: str) -> tuple[str | None, tuple[Finding, ...]]:
        """Return why azure-ai-ml refuses a document, and what preflight finds in it."""
        self._file.write_text(text, encoding="utf-8")
        judged = judge(load([str(self._file)], str(self._folder)), self._rules, WARN, explained=False)
        return self._loading.refusal(form, self._file), judged.findings


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Judges:
    pytest.importorskip("azure.ai.ml")
    from tests.sdk.loading import Loading

    folder = tmp_path_factory.mktemp("sdk")
    write_beside(folder)
    return Judges(folder, Loading())


@pytest.fixture(scope="module")
def cases(judges: Judges) -> list[Case]:
    return [
        Case(f"{form} {name}", fault, *judges.judge(form, fault.text))
        for (form, name), document in DOCUMENTS.items()
        for fault in mutations(document)
    ]


def test_the_documents_are_good(judges: Judges) -> None:
    for (form, name), document in DOCUMENTS.items():
        refusal, findings = judges.judge(form, plain(document))
        assert refusal is None, (form, name)
        assert [one for one in findings if one.severity is not Severity.INFO] == [], (form, name)


def test_what_azure_ai_ml_refuses_is_reported_where_it_is(cases: list[Case], tell: Callable[[str], None]) -> None:
    refused = [case for case in cases if case.refusal is not None]
    missed = [str(case) for case in refused if not _is_told(case)]
    tell(f"{len(cases)} faults: azure-ai-ml refuses {len(refused)}, of which preflight misses {len(missed)}")
    assert len(refused) >= LEAST
    assert missed == []


def test_what_azure_ai_ml_takes_and_is_called_an_error_was_reviewed(cases: list[Case], tell: Callable[[str], None]) -> None:
    taken = [case for case in cases if case.refusal is None]
    called = [(case, one) for case in taken for one in case.errors()]
    reviewed = [(case, one, [entry for entry in ACCEPTED if _is_of(entry, case, one)]) for case, one in called]
    tell(
        f"azure-ai-ml takes {len(taken)}, of which preflight calls {len({str(case) for case, _ in called})} errors, each of a reviewed sort"
    )
    assert [f"{one.rule}: {case}" for case, one, entries in reviewed if not entries] == []
    needed = [entry for _, _, entries in reviewed for entry in entries]
    assert [entry for entry in ACCEPTED if entry not in needed] == []


def test_no_key_is_new(cases: list[Case]) -> None:
    """Of the installed azure-ai-ml, if it is newer than the one that the schemas mirror."""
    assert [str(case) for case in cases if case.refusal is None and any(one.rule == NEWER for one in case.findings)] == []


def _is_told(case: Case) -> bool:
    lesser = {NEWER}
    if case.fault.done == "dropped" and case.fault.way[-1] in SUPPLIED:
        lesser.add("missing-key")
    return any(one.severity is Severity.ERROR or one.rule in lesser for one in case.near())


def _is_of(entry: dict[str, str], case: Case, finding: Finding) -> bool:
    return entry["rule"] == finding.rule and re.search(entry["at"], ".".join(case.fault.way)) is not None
