"""Checking of a whole rule file: its keys, the telling of its findings and its evidence."""

from __future__ import annotations

import re

from preflight.facts.catalogue import roots_of
from preflight.finding import Severity
from preflight.kind import Kind
from preflight.language.checking import VALUE, ConditionCheck
from preflight.language.examplecheck import ExampleCheck
from preflight.language.telling import TELLING
from preflight.language.template import HOLE, PROPERTIES, show
from preflight.value import Absent, Present, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.language.faults import Faults
    from preflight.language.shapes import Names
    from preflight.value import Value

REQUIRED = ("id", "language", "status", "since", "severity", "summary", "for", "check", "why", "evidence", "examples")
OPTIONAL = ("when", "at", "related", "suggest", "message", "fix", "unknown", "prevents", "replaced_by", "edit")
STATUS = ("preview", "stable", "deprecated")
POLICIES = ("warn", "fail", "ignore")
EVIDENCE = ("doc", "sdk", "report", "observed", "inferred")
_LEVELS = tuple(level.value for level in Severity)
_KINDS = tuple(kind.value for kind in Kind)
_TEXTS = ("id", "since", "summary", "why", "prevents", "replaced_by")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])\Z")


def is_rule_id(text: str) -> bool:
    """Tell whether a text can be the id of a rule: kebab-case."""
    return _ID.match(text) is not None


class RuleCheck:
    """Checks one rule file from top to bottom."""

    def __init__(self, faults: Faults, root: Value, file_name: str) -> None:
        """Take where to note what is wrong, the file's root value, and the file's name."""
        self._faults = faults
        self._root = root
        self._file_name = file_name
        self._conditions = ConditionCheck(faults)
        self._said: dict[str, Value] = {}

    def check(self) -> None:
        """Note everything that is wrong."""
        if not entries(self._root):
            self._faults.add(self._root, "a rule file is one mapping")
            return
        self._said = said = self._filled(self._root, OPTIONAL)
        for name, value in entries(self._root).items():
            if name not in (*REQUIRED, *OPTIONAL):
                self._faults.add(value.key or value, f"unknown key `{name}`", name, (*REQUIRED, *OPTIONAL))
        for name in REQUIRED:
            if name not in said:
                self._faults.add(self._root, f"`{name}` is missing")
        self._check_words()
        kinds = self._kinds(said["for"], list(Kind)) if "for" in said else []
        if "check" in said:
            self._check_conditions(kinds, said["check"])
        if "evidence" in said:
            self._check_evidence(said["evidence"])
        if "examples" in said:
            ExampleCheck(self._faults, kinds, self._conditions.waits).check(said["examples"])

    def _filled(self, value: Value, noted: tuple[str, ...]) -> dict[str, Value]:
        """Return the entries of a mapping that are not null; some of the others are noted."""
        for name, item in entries(value).items():
            if isinstance(item, Absent) and name in noted:
                self._faults.add(item, f"`{name}` is empty")
        return {name: item for name, item in entries(value).items() if not isinstance(item, Absent)}

    def _check_words(self) -> None:
        said = self._said
        for key in _TEXTS:
            if key in said and not text_of(said[key]):
                self._faults.add(said[key], f"`{key}` takes a text")
        name = text_of(said.get("id", Absent()))
        if name and not _ID.match(name):
            self._faults.add(said["id"], f"`{name}` is not kebab-case")
        elif name and self._file_name.rpartition(".")[0] != name:
            self._faults.add(said["id"], f"the rule `{name}` stands in `{self._file_name}`: file name and id are the same")
        language = said.get("language")
        if isinstance(language, Present) and (language.data != 1 or isinstance(language.data, bool)):
            self._faults.add(language, f"this preflight reads rules with `language: 1`, not `{show(language)}`")
        self._one_of("status", said, STATUS)
        self._one_of("unknown", said, POLICIES)
        self._one_of("severity", said, _LEVELS)
        if "status" in said and text_of(said["status"]) == "deprecated" and "replaced_by" not in said:
            self._faults.add(said["status"], "a deprecated rule says by which one it is `replaced_by`")

    def _one_of(self, key: str, said: dict[str, Value], words: tuple[str, ...]) -> None:
        if key in said and text_of(said[key]) not in words:
            self._faults.add(said[key], f"`{key}` is one of {', '.join(words)}", text_of(said[key]) or "", words)

    def _kinds(self, value: Value, possible: list[Kind]) -> list[Kind]:
        """Return the kinds that a `for` names; what is no kind, and what is none of the possible ones, is noted."""
        found = []
        for one in members(value) or [value]:
            text = text_of(one)
            if text is None:
                self._faults.add(one, "`for` takes a kind or a list of kinds")
            elif text not in _KINDS:
                self._faults.add(one, f"unknown kind `{text}`", text, _KINDS)
            elif Kind(text) not in possible:
                self._faults.add(one, f"the rule is not for `{text}`")
            else:
                found.append(Kind(text))
        return found

    def _check_conditions(self, kinds: list[Kind], check: Value) -> None:
        """Check what is judged, for each kind by itself: a root of one name may hold other facts in another kind."""
        whole = not isinstance(check, Present) or not isinstance(check.data, list)
        listed = [check] if whole else members(check)
        if not listed:
            self._faults.add(check, "`check` takes a condition, or a list of them")
        shared = roots_of(kinds)
        for kind in kinds:
            if "when" in self._said:
                self._conditions.condition(self._said["when"], _only(shared, kind))
        for entry in listed:
            own = self._filled(entry, TELLING)
            chosen = self._kinds(own["for"], kinds or list(Kind)) if "for" in own else kinds
            common = roots_of(chosen) if "for" in own else shared
            for kind in chosen:
                self._check_entry(entry, own, _only(common, kind))

    def _check_entry(self, entry: Value, own: dict[str, Value], names: Names) -> None:
        """Check one entry of `check`, with what it says of its own and what the rule says for it."""
        self._conditions.condition(entry, names, extra=TELLING)
        if not own:
            return
        if "when" in own:
            self._conditions.condition(own["when"], names)
        self._one_of("severity", own, _LEVELS)
        said = self._said | own
        bound = self._conditions.bound(entry, names)
        if "message" in said:
            self._template("message", said["message"], bound)
        else:
            self._faults.add(entry, "there is no `message` for this")
        if "fix" in said:
            self._template("fix", said["fix"], bound)
        if "at" in said:
            self._pointing(said["at"], bound)
        if "suggest" in said:
            self._conditions.path(said["suggest"], bound, told=True)
        if "related" in said:
            self._check_related(said["related"], bound)

    def _check_related(self, related: Value, names: Names) -> None:
        if not members(related):
            self._faults.add(related, "`related` is a list of `at` and `message`")
        for other in members(related):
            keys = entries(other)
            if keys.keys() != {"at", "message"}:
                self._faults.add(other, "an entry of `related` has `at` and `message`")
                continue
            self._pointing(keys["at"], names)
            self._template("message", keys["message"], names)

    def _pointing(self, value: Value, names: Names) -> None:
        text = text_of(value)
        if text is None:
            self._faults.add(value, "a path is a text")
            return
        path, _, what = text.partition("!")
        if what not in ("", "key"):
            self._faults.add(value, f"one can point at `path` or `path!key`, not `!{what}`")
        self._conditions.path_text(path, value, names, plural=True)

    def _template(self, key: str, value: Value, names: Names) -> None:
        text = text_of(value)
        if not text:
            self._faults.add(value, f"`{key}` takes a text")
            return
        for match in HOLE.finditer(text):
            path, what = match.groups()
            if what not in (None, *PROPERTIES):
                self._faults.add(value, f"`{{{path}!{what}}}`: one can ask for {', '.join('!' + one for one in PROPERTIES)}")
            if path not in (None, VALUE):
                self._conditions.path_text(path, value, names, plural=True)
        if re.search(r"[{}]", HOLE.compiled.sub("", text)):
            self._faults.add(value, "a brace in a template is written twice: `{{`")

    def _check_evidence(self, evidence: Value) -> None:
        if not members(evidence):
            self._faults.add(evidence, "`evidence` is a list of source, kind and seen")
        kinds = set()
        for one in members(evidence):
            keys = entries(one)
            if keys.keys() != {"source", "kind", "seen"}:
                self._faults.add(one, "an entry of `evidence` has source, kind and seen")
                continue
            if not text_of(keys["source"]):
                self._faults.add(keys["source"], "`source` takes a text")
            self._one_of("kind", keys, EVIDENCE)
            kinds.add(text_of(keys["kind"]))
            if not _MONTH.match(text_of(keys["seen"]) or ""):
                self._faults.add(keys["seen"], "`seen` is a month such as 2026-08")
        if kinds == {"inferred"}:
            for told in (self._root, *members(self._said.get("check", Absent()))):
                severity = entries(told).get("severity", Absent())
                if text_of(severity) == Severity.ERROR.value:
                    self._faults.add(severity, "what is only inferred is no error: bring better evidence, or write `warning`")


def _only(names: Names, kind: Kind) -> Names:
    """Return the same names with the facts that one kind has under them."""
    return {name: fact for name, fact in roots_of([kind]).items() if name in names}
