"""The page of a rule: all that it says, as lines of text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OUTCOMES = ("bad", "good", "unknown")


def rule_page(rule: dict[str, Any]) -> list[str]:
    """Return a rule, as plain data, as the lines of a page."""
    kinds = rule["for"] if isinstance(rule["for"], list) else [rule["for"]]
    lines = [f"{rule['id']} ({rule['severity']}, {rule['status']}, since {rule['since']})", "", rule["summary"], ""]
    lines += [*rule["why"].strip().splitlines(), "", f"For: {', '.join(kinds)}"]
    for key in ("fix", "prevents"):
        if key in rule:
            lines += f"{key.capitalize()}: {rule[key].strip()}".splitlines()
    if rule["evidence"]:
        lines += ["", "Evidence:"] + [f"  {one['source']} ({one['kind']}, seen {one['seen']})" for one in rule["evidence"]]
    for example in rule["examples"]:
        outcome = next(word for word in OUTCOMES if word in example)
        for name, text in example[outcome].items():
            lines += ["", f"{outcome.capitalize()}, {name}:"] + [f"  {line}".rstrip() for line in text.splitlines()]
    return lines
