"""The scripts in pipelines of Azure Pipelines, and in templates of them."""

from __future__ import annotations

import re

from preflight.passage import Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.scripts.filling import filled, folder_of
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Elsewhere, Script, Scripts
from preflight.scripts.yamltext import yaml_text
from preflight.shell.command import ROOT
from preflight.value import Absent, Present, Unknown, child, entries, members, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.scripts.filling import Answer
    from preflight.value import Value

_EXPRESSION = Pattern(r"\$\{\{((?:[^'}]|'[^'\n]{0,200}'|\}(?!\})){0,500})\}\}|\$\(([A-Za-z_][\w.\- ]{0,100})\)|\$\[[^\]\n]{0,300}\]")
_NAMED = Pattern(r"\s*variables(?:\.([\w.]+)|\[\s*'([^']+)'\s*\])\s*\Z")
_SET = Pattern(r"task\.setvariable [^\]\n]{0,100}?\bvariable=([\w.]+)", re.IGNORECASE)
_ALWAYS = Pattern(r"\s*(?:always|succeeded)\(\)\s*\Z")
_ROOTS = frozenset({"system.defaultworkingdirectory", "build.sourcesdirectory", "build.repository.localpath"})
# Where nobody has a variable of this name, these are commands: the agent leaves what it does not know as it is.
_COMMANDS = frozenset({"pwd", "date", "whoami", "hostname", "nproc", "uname", "id", "ls"})
_KEYS = {"steps", "jobs", "stages", "extends", "trigger", "pool", "resources", "parameters", "variables", "pr", "schedules"}
# A pipeline of one job has what a job has.
_OF_A_JOB = {"name", "lockBehavior", "appendCommitMessageToRunName", "workspace", "container", "services", "strategy", "continueOnError"}
_SHORT = {"script": "", "bash": POSIX, "pwsh": POWERSHELL, "powershell": POWERSHELL}
# The input that holds the script, by task.
_TASKS = {"azurecli": "inlinescript", "bash": "script", "powershell": "script", "cmdline": "script", "azurepowershell": "inline"}
_TYPES = {"bash": POSIX, "ps": POWERSHELL, "pscore": POWERSHELL, "batch": CMD}
_MAX_DEPTH = 40


def pipeline_scripts(root: Value) -> Scripts | None:
    """Return the scripts of a pipeline or of a template of one; None when the document is neither."""
    keys = entries(root)
    lists = [key for key in ("steps", "jobs", "stages") if members(child(root, key))]
    if not lists and not ("extends" in keys and isinstance(child(child(root, "extends"), "template"), Present)):
        return None
    if not keys.keys() <= _KEYS | _OF_A_JOB:
        return None
    pipeline = _Pipeline(root)
    pipeline.level(root, pipeline.start(), 0)
    return Scripts(tuple(pipeline.scripts), tuple(pipeline.elsewhere))


class _Level:
    """What the levels around a step say: variables by their names in lower case, and the system of the agent."""

    def __init__(self, known: dict[str, Passage], language: str, folder: Folder | Unknown, *, conditional: bool = False) -> None:
        self.known = known
        self.language = language
        self.folder = folder
        self.conditional = conditional

    def look_up(self, match: re.Match[str]) -> Answer:
        """Return what an expression stands for, as far as this file tells."""
        inner, macro = match[1], match[2]
        named = _NAMED.match(inner) if inner is not None else None
        name = macro if macro is not None else (named[1] or named[2]) if named is not None else None
        if name is not None:
            known = self.known.get(name.lower())
            if known is not None:
                return known
            if name.lower() in _COMMANDS:
                return None
            if name.lower() in _ROOTS:
                return Hole("", f"`{match.group()}` is the folder of the repository", None, Folder("root"))
        return Hole("", f"`{match.group()}` is filled in when the pipeline runs")

    def fill(self, text: Passage, *, script: bool = False) -> Passage:
        """Fill in the expressions of a text."""
        return filled(text, _EXPRESSION, self.look_up, script=script)

    def environment(self) -> dict[str, Passage]:
        """Return the variables as scripts see them in their environment."""
        return {re.sub(r"[.\s]", "_", name).upper(): text for name, text in self.known.items()}

    def but(self, *, conditional: bool) -> _Level:
        """Return the same level, for what may be left out."""
        return _Level(self.known, self.language, self.folder, conditional=self.conditional or conditional)


class _Pipeline:
    """Collects the scripts of stages, jobs and steps."""

    def __init__(self, root: Value) -> None:
        self._root = root
        self.scripts: list[Script] = []
        self.elsewhere: list[Elsewhere] = []
        source = root.source
        self._set = {match[1].lower() for match in _SET.finditer(source.text)} if source is not None else set()

    def start(self) -> _Level:
        return _Level({}, POSIX, ROOT)

    def level(self, value: Value, outer: _Level, depth: int) -> None:
        """Collect what stands in a pipeline, a stage, a job, or anything else with steps below it."""
        if depth > _MAX_DEPTH:
            return
        found = entries(value)
        for item in members(value):
            self.level(item, outer, depth + 1)
        if not found:
            return
        inner = self._inside(value, outer)
        for key, part in found.items():
            if key == "steps":
                self._steps(part, _checked_out(part, inner), depth + 1)
            elif key == "template":
                self._template(value)
            elif key.lstrip().startswith("${{"):
                self.level(part, inner.but(conditional=True), depth + 1)
            elif key not in ("variables", "parameters", "with", "inputs", "env"):
                self.level(part, inner, depth + 1)

    def _inside(self, value: Value, outer: _Level) -> _Level:
        variables = child(value, "variables")
        image = raw_text(child(child(value, "pool"), "vmImage")).lower()
        language = CMD if "windows" in image else POSIX if image else outer.language
        level = _Level(outer.known, language, outer.folder, conditional=outer.conditional or _sometimes(value))
        if not isinstance(variables, Absent):
            level.known = dict(outer.known)
            self._variables(variables, level)
        for leg in entries(child(child(value, "strategy"), "matrix")).values():
            self._perhaps(leg, level)
        return level

    def _variables(self, variables: Value, level: _Level) -> None:
        """Take up variables, written as a mapping or as a list."""
        for name, value in entries(variables).items():
            if name.lstrip().startswith("${{"):
                self._perhaps(value, level)
            else:
                self._variable(name, value, level)
        for item in members(variables):
            found = entries(item)
            if "name" in found:
                self._variable(raw_text(found["name"]), child(item, "value"), level)
            elif "template" in found or "group" in found:
                level.known.clear()  # it may set what was set before
                if "template" in found:
                    self._template(item)
            else:
                self._variables(item, level)

    def _perhaps(self, variables: Value, level: _Level) -> None:
        """Take up variables below an expression: what they may set is not known any more, nor is anything where they are a value."""
        inner = level.but(conditional=True)
        inner.known = dict(level.known) if entries(variables) or members(variables) else {}
        self._variables(variables, inner)
        level.known = {name: text for name, text in level.known.items() if inner.known.get(name) is text}

    def _variable(self, name: str, value: Value, level: _Level) -> None:
        text = yaml_text(value)
        if "${{" in name:
            level.known.clear()
            return
        level.known.pop(name.lower(), None)
        if text is not None and name.lower() not in self._set:
            level.known[name.lower()] = level.fill(text)

    def _template(self, value: Value) -> None:
        reference = child(value, "template")
        path, _, repository = raw_text(reference).partition("@")
        folder = ROOT if path.startswith("/") else Folder("script")
        self.elsewhere.append(Elsewhere(reference, entries(child(value, "parameters")), repository in ("", "self"), folder))

    def _steps(self, steps: Value, level: _Level, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        for number, step in enumerate(members(steps), 1):
            found = entries(step)
            if "template" in found:
                self._template(step)
                continue
            for key, part in found.items():
                if key.lstrip().startswith("${{"):
                    self._steps(part, level.but(conditional=True), depth + 1)
            script = self._script(step, level, number)
            if script is not None:
                self.scripts.append(script)

    def _script(self, step: Value, level: _Level, number: int) -> Script | None:
        found = entries(step)
        short = next((key for key in _SHORT if key in found), None)
        if short is not None:
            text, language = yaml_text(found[short]), _SHORT[short] or level.language
            named = child(step, "workingDirectory")
        else:
            inputs = {key.lower(): value for key, value in entries(child(step, "inputs")).items()}
            text, language = _task(raw_text(child(step, "task")).lower(), inputs)
            named = inputs.get("workingdirectory", inputs.get("cwd", Absent(step)))
        if text is None:
            return None
        known = level.environment()
        for name, value in entries(child(step, "env")).items():
            known.pop(name, None)
            given = yaml_text(value)
            if given is not None:
                known[name] = level.fill(given)
        told = raw_text(child(step, "displayName")) or raw_text(child(step, "name"))
        return Script(
            level.fill(text, script=True),
            language,
            f"step `{told}`" if told else f"step {number}",
            folder_of(named, level.folder, level.fill),
            known,
            level.conditional or _sometimes(step),
        )


def _task(task: str, inputs: dict[str, Value]) -> tuple[Passage | None, str]:
    """Return the script of a task, and its language."""
    name = task.partition("@")[0]
    key = _TASKS.get(name)
    location = raw_text(inputs.get("scriptlocation", inputs.get("targettype", Absent()))).lower()
    if key is None or key not in inputs or location in ("scriptpath", "filepath"):
        return None, ""
    text = yaml_text(inputs[key])
    if name == "azurecli":
        return text, _TYPES.get(raw_text(inputs.get("scripttype", Absent())).lower(), POSIX)
    return text, POSIX if name == "bash" else CMD if name == "cmdline" else POWERSHELL


def _sometimes(value: Value) -> bool:
    """Tell whether a stage, a job or a step may be left out although all before it went well."""
    condition = child(value, "condition")
    return not isinstance(condition, Absent) and _ALWAYS.match(raw_text(condition)) is None


def _checked_out(steps: Value, level: _Level) -> _Level:
    """Return the level with the folder in which the steps of a job start: that of the repository, if it is the only one."""
    found = [(raw_text(child(step, "checkout")), text_of(child(step, "path"))) for step in members(steps)]
    found = [one for one in found if one[0]]
    own = next((path for name, path in found if name == "self"), None)
    if len(found) < 2 or (own or "").strip("/") == "s":  # noqa: PLR2004 - one repository is the folder itself
        return level
    several = Unknown("several repositories are checked out", steps)
    return _Level(level.known, level.language, several, conditional=level.conditional)
