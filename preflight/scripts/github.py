"""The scripts in workflows and composite actions of GitHub Actions."""

from __future__ import annotations

from preflight.passage import Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.scripts.filling import filled, folder_of
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Elsewhere, Script, Scripts
from preflight.scripts.yamltext import yaml_text
from preflight.shell.command import ROOT
from preflight.value import Absent, child, entries, members, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from preflight.scripts.filling import Answer
    from preflight.value import Unknown, Value

# Nobody writes a longer one; without an end, looking for one would take for ever.
_EXPRESSION = Pattern(r"\$\{\{((?:[^'}]|'[^'\n]{0,200}'|\}(?!\})){0,500})\}\}")
_ENV = Pattern(r"\s*env(?:\.([A-Za-z_]\w*)|\[\s*'([^']+)'\s*\])\s*\Z")
_ALWAYS = Pattern(r"\s*(?:\$\{\{)?\s*(?:always|success|!\s*cancelled)\(\)\s*(?:\}\})?\s*\Z")
# What a script says to set variables for the steps after it.
_EXPORTS = Pattern(r"\b([A-Za-z_]\w*)(?:=|<<)")
_INLINE = {"azure/cli": POSIX, "azure/powershell": POWERSHELL}


def github_scripts(root: Value) -> Scripts | None:
    """Return the scripts of a workflow or a composite action; None when the document is neither."""
    keys = entries(root)
    jobs = entries(child(root, "jobs"))
    if jobs and ("on" in keys or any(entries(job).keys() & {"runs-on", "uses"} for job in jobs.values())):
        workflow = _Steps(_Context({}, child(root, "defaults"), None, POSIX))
        workflow.context = workflow.context.inside(child(root, "env"))
        for name, job in jobs.items():
            workflow.job(name, job)
        return Scripts(tuple(workflow.scripts), tuple(workflow.elsewhere))
    if entries(child(root, "runs")) and members(child(child(root, "runs"), "steps")):
        action = _Steps(_Context({}, Absent(root), None, POSIX))
        action.steps(child(child(root, "runs"), "steps"), action.context, conditional=False)
        return Scripts(tuple(action.scripts), tuple(action.elsewhere))
    return None


class _Context:
    """What the levels around a step say: variables, and how scripts are run. `outer` is what says the rest."""

    def __init__(self, env: dict[str, Passage], defaults: Value, outer: _Context | None, language: str) -> None:
        self.env = env
        self.run = child(defaults, "run")
        self.outer = outer
        self.language = language

    def inside(self, env: Value, defaults: Value | None = None, language: str | None = None) -> _Context:
        """Return the context of what stands inside, with its own variables."""
        known = dict(self.env)
        for name, value in entries(env).items():
            known.pop(name, None)
            text = yaml_text(value)
            if text is not None:
                known[name] = self.fill(text, script=False)
        return _Context(known, Absent() if defaults is None else defaults, self, language or self.language)

    def fill(self, text: Passage, *, script: bool = False) -> Passage:
        """Fill in the expressions of a text."""
        return filled(text, _EXPRESSION, self._expression, script=script)

    def _expression(self, match: re.Match[str]) -> Answer:
        inner = match[1]
        env = _ENV.match(inner)
        if env is not None:
            name = env[1] or env[2]
            known = self.env.get(name)
            return known if known is not None else Hole("", f"`{name}` is not set in this file")
        folder = Folder("root") if inner.strip() == "github.workspace" else None
        return Hole("", f"`{match.group()}` is filled in when the workflow runs", None, folder)

    def setting(self, name: str) -> Value:
        """Return what `defaults.run` says at this level or around it."""
        found = child(self.run, name)
        return found if not isinstance(found, Absent) or self.outer is None else self.outer.setting(name)


class _Steps:
    """Collects the scripts of jobs and steps."""

    def __init__(self, context: _Context) -> None:
        self.context = context
        self.scripts: list[Script] = []
        self.elsewhere: list[Elsewhere] = []

    def job(self, name: str, job: Value) -> None:
        uses = child(job, "uses")
        if not isinstance(uses, Absent):
            self._calls(uses, child(job, "with"))
            return
        runs_on = child(job, "runs-on")
        labels = child(runs_on, "labels") if entries(runs_on) else runs_on
        runner = " ".join(raw_text(label) for label in [labels, *members(labels)]).lower()
        context = self.context.inside(child(job, "env"), child(job, "defaults"), POWERSHELL if "windows" in runner else None)
        self.steps(child(job, "steps"), context, conditional=_sometimes(job), job=name)

    def _calls(self, uses: Value, given: Value) -> None:
        local = (text_of(uses) or "").startswith("./")
        self.elsewhere.append(Elsewhere(uses, entries(given), local, ROOT))

    def steps(self, steps: Value, context: _Context, *, conditional: bool, job: str = "") -> None:
        """Collect the scripts of steps. What one exports is not known any more in those after it."""
        exported: set[str] = set()
        anything = False
        for number, step in enumerate(members(steps), 1):
            inside = context.inside(Absent(step))
            inside.env = {} if anything else {name: text for name, text in context.env.items() if name not in exported}
            inside = inside.inside(child(step, "env"))
            script = self._script(step, inside, _name(step, number, job), conditional=conditional or _sometimes(step))
            if script is None:
                anything = anything or "GITHUB_ENV" in raw_text(child(step, "run"))  # a program in another language
                continue
            self.scripts.append(script)
            names = _exports(script.text.text)
            anything = anything or names is None
            exported |= names or set()

    def _script(self, step: Value, context: _Context, name: str, *, conditional: bool) -> Script | None:
        run, language = child(step, "run"), context.language
        folder: Folder | Unknown = ROOT
        uses = text_of(child(step, "uses"))
        if uses is not None:
            language = _INLINE.get(uses.partition("@")[0].lower(), "")
            if not language:
                if uses.startswith("./"):
                    self._calls(child(step, "uses"), child(step, "with"))
                return None
            run = child(child(step, "with"), "inlineScript")
        else:
            language = _language(child(step, "shell"), context)
            named = child(step, "working-directory")
            folder = folder_of(named if not isinstance(named, Absent) else context.setting("working-directory"), ROOT, context.fill)
        text = yaml_text(run)
        if text is None or not language:
            return None
        return Script(context.fill(text, script=True), language, name, folder, context.env, conditional)


def _exports(script: str) -> set[str] | None:
    """Return the variables that a script sets for the steps after it; None when it may be any."""
    found: set[str] = set()
    for line in script.splitlines():
        before, mark, _ = line.rpartition("GITHUB_ENV")
        names = {match[1] for match in _EXPORTS.finditer(before)}
        if mark and not names:
            return None
        found |= names if mark else set()
    return found


def _sometimes(step: Value) -> bool:
    """Tell whether a job or a step may be left out although all before it went well."""
    condition = child(step, "if")
    return not isinstance(condition, Absent) and _ALWAYS.match(raw_text(condition)) is None


def _language(shell: Value, context: _Context) -> str:
    """Return the language of a step; nothing for one that is none of ours, such as Python."""
    named = text_of(shell if not isinstance(shell, Absent) else context.setting("shell"))
    if named is None:
        return context.language
    first = named.split(" ")[0].lower()
    return {"bash": POSIX, "sh": POSIX, "pwsh": POWERSHELL, "powershell": POWERSHELL, "cmd": CMD}.get(first, "")


def _name(step: Value, number: int, job: str) -> str:
    named = text_of(child(step, "name")) or text_of(child(step, "id"))
    told = f"step `{named}`" if named is not None else f"step {number}"
    return f"{told} of job `{job}`" if job else told
