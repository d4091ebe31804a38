"""What is known of a job or of a component made of steps: the steps, and what their programs are started with."""

from __future__ import annotations

from preflight.facts.words import words
from preflight.scalar import has_placeholder
from preflight.value import Absent, Unknown, child, entries, fact, listing, mapping, placed, raw_text, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

_FLAG = "--"


def job_facts(root: Value) -> Present:
    """Return the root `job` of a job file."""
    return mapping({"name": child(root, "name"), "type": child(root, "type"), "steps": steps(root)}, root)


def steps(root: Value) -> Value:
    """Return the steps of a pipeline; of anything else, itself as the only one."""
    jobs = child(root, "jobs")
    if isinstance(jobs, Unknown):
        return jobs
    if not written(jobs):
        return listing([_step(child(root, "name"), root)], root)
    return listing([_step(fact(name, item.key or item), item) for name, item in entries(jobs).items()], jobs)


def _step(name: Value, item: Value) -> Value:
    """Return one step; its component may be written inline."""
    inline = child(item, "component")
    body = inline if entries(inline) else item
    given = child(child(body, "task"), "program_arguments")
    facts = {"name": name, "type": child(body, "type"), "arguments": _arguments(given)}
    return mapping(facts | {key: child(item, key) for key in ("compute", "queue_settings")}, item)


def _arguments(given: Value) -> Value:
    """Return the arguments that have a name: `--name value`, `--name=value` or `--name` alone.

    A name that is filled in later is left out: nobody can say what it is.
    """
    if not raw_text(given):
        return given if isinstance(given, Unknown) else Absent(given)
    found = []
    parts = words(given)
    for at, word in enumerate(parts):
        name, equals, value = raw_text(word).partition("=")
        if not name.startswith(_FLAG) or "$" in name:
            continue
        told = _after(value, word) if equals else _next(parts, at)
        near = placed(name, word)
        found.append(mapping({"name": near, "value": told}, near))
    return listing(found, given)


def _after(value: str, word: Value) -> Value:
    """Return what stands after the `=` of a word."""
    return Unknown(f"`{value}` is filled in later", word, text=value) if has_placeholder(value) else placed(value, word)


def _next(parts: list[Value], at: int) -> Value:
    """Return the word after another one, unless it is the next argument."""
    following = parts[at + 1] if at + 1 < len(parts) else None
    return Absent(parts[at], "value") if following is None or raw_text(following).startswith(_FLAG) else following
