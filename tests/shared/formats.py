"""Readers of what build services read: workflow commands, logging commands and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_WORKFLOW = re.compile(r"::(?P<name>[\w-]+)(?: (?P<properties>.*?))?::(?P<data>.*)", re.DOTALL)
_LOGGING = re.compile(r"##vso\[(?P<name>\w+\.\w+)(?: (?P<properties>[^\]]*))?\](?P<data>.*)", re.DOTALL)


class Command:
    """A command to a build service: its name, properties and message."""

    def __init__(self, name: str, properties: dict[str, str], message: str) -> None:
        """Keep what was read."""
        self.name = name
        self.properties = properties
        self.message = message


def workflow_commands(log: str) -> tuple[list[Command], list[str]]:
    """Read a log as GitHub's runner does: the commands, and the other lines.

    A command begins a line, but for blanks; its message is what stands after the next `::`
    (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs). `##[` is a command anywhere in a line.
    """
    commands, others = [], []
    for line in re.split("\r\n|[\r\n]", log):
        found = _WORKFLOW.fullmatch(line.strip())
        if found:
            pairs = [pair.partition("=") for pair in (found["properties"] or "").split(",") if pair]
            properties = {name: _unescaped(value, {"%3A": ":", "%2C": ","}) for name, _, value in pairs}
            commands.append(Command(found["name"], properties, _unescaped(found["data"], {})))
        else:
            assert "##[" not in line
            others.append(line)
    return commands, others


def logging_commands(log: str) -> tuple[list[Command], list[str]]:
    """Read a log as the agent of Azure Pipelines does: the commands, which may begin anywhere in a line, and the other lines."""
    commands, others = [], []
    for line in re.split("\r\n|[\r\n]", log):
        start = line.find("##vso[")
        if start < 0:
            assert not re.search(r"##\[", line)
            others.append(line)
            continue
        found = _LOGGING.fullmatch(line[start:])
        assert found, line
        pairs = [pair.partition("=") for pair in (found["properties"] or "").split(";") if pair]
        escapes = {"%3B": ";", "%5D": "]"}
        properties = {name: _unescaped(value, escapes, percent="%AZP25") for name, _, value in pairs}
        commands.append(Command(found["name"], properties, _unescaped(found["data"], escapes, percent="%AZP25")))
    return commands, others


def _unescaped(text: str, more: dict[str, str], percent: str = "%25") -> str:
    for escape, character in {"%0D": "\r", "%0A": "\n", **more}.items():
        text = text.replace(escape, character)
    return text.replace(percent, "%")  # the last one, as the services do it


def markdown_tokens(text: str) -> list[Token]:
    """Return all tokens of a Markdown text, those within lines too, as GitHub would find them."""
    found = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        found.append(token)
        found += token.children or []
    return found
