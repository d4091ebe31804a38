"""What a YAML scalar means: the dialect azure-ai-ml reads (YAML 1.1), that of rule files (YAML 1.2), and placeholders."""

from __future__ import annotations

import re
from math import isfinite

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode

from preflight.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from preflight.value import Scalar

    Resolvers = Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]

_TAG = "tag:yaml.org,2002:"
_TEXT = _TAG + "str"
# A memo must not grow with a hostile file.
_MEMO = 20_000
# Python refuses to print numbers of more than 4,300 digits, and PyYAML takes minutes to build `1:30:30:…` of a hostile length.
_LONGEST = 1_000

# What opens and what closes a text that is filled in later: GitHub, shell, Jinja, token replacement tasks.
_ENCLOSING = (("${{", "}}"), ("${", "}"), ("{{", "}}"), ("#{", "}#"))
# Azure Pipelines; shell; token replacement tasks.
_NAMED = Pattern(r"\$\([\w. -]+\)|(?<![\w$])\$[A-Za-z_]\w*|__[A-Z][A-Z0-9_]*__")
# <your-name>
_ANGLED = Pattern(r"<[A-Za-z_](?:[\w .:-]*\w)?>")

_MAKE = SafeConstructor()


def has_placeholder(text: str) -> bool:
    """Tell whether a text holds something that is filled in later: `$(v)`, `${V}`, `${{…}}`, `$V`, `<…>`, `__X__`, `#{X}#`, `{{…}}`.

    No pattern looks ahead without end: from each of many beginnings, a hostile text would take hours.
    """
    if not ("$" in text or "<" in text or "__" in text or "{{" in text or "#{" in text):
        return False
    if any(_encloses(text, opening, closing) for opening, closing in _ENCLOSING) or _NAMED.search(text) is not None:
        return True
    return _ANGLED.search(text[text.rfind("</") + 1 :]) is not None  # what has an end tag after it is HTML


def _encloses(text: str, opening: str, closing: str) -> bool:
    start = text.find(opening)
    return start >= 0 and text.find(closing, start + len(opening)) >= 0


class Dialect:
    """How plain scalars become data.

    `placeholders` tells whether a text may stand for something that is filled in later.
    """

    __slots__ = ("_construct", "_memo", "_resolvers", "placeholders")

    def __init__(self, resolvers: Resolvers, construct: Mapping[str, Callable[[str], Scalar | None]], *, placeholders: bool) -> None:
        """Take PyYAML's resolvers (by first character, pairs of tag and pattern) and what makes data of a text, by tag."""
        self._resolvers = resolvers
        self._construct = construct
        self._memo: dict[str, Scalar | None] = {}
        self.placeholders = placeholders

    def plain(self, text: str) -> Scalar | None:
        """Return the data of a plain scalar; None for null."""
        memo = self._memo
        if text in memo:
            return memo[text]
        made = self.tagged(self._tag(text), text)
        if len(memo) < _MEMO:
            memo[text] = made
        return made

    def _tag(self, text: str) -> str:
        for tag, pattern in self._resolvers.get(text[:1], ()):
            if pattern.match(text):
                return tag
        return _TEXT

    def tagged(self, tag: str, text: str) -> Scalar | None:
        """Return the data of a scalar with a tag. What cannot be built, and a number that no one could print, stays text."""
        construct = self._construct.get(tag)
        if construct is None or len(text) > _LONGEST:
            return text
        try:
            return construct(text)
        except (ValueError, KeyError, OverflowError):
            return text


def azure_dialect(*, placeholders: bool = True) -> Dialect:
    """Return what azure-ai-ml makes of scalars: it reads with `yaml.safe_load` (azure/ai/ml/_utils/utils.py), so YAML 1.1.

    Without `placeholders`, nothing is filled in later any more.
    """
    construct = {
        _TAG + "int": lambda text: _MAKE.construct_yaml_int(ScalarNode("", text)),
        _TAG + "float": lambda text: _MAKE.construct_yaml_float(ScalarNode("", text)),
        _TAG + "bool": lambda text: _MAKE.construct_yaml_bool(ScalarNode("", text)),
        _TAG + "null": lambda _: None,
    }
    return Dialect(yaml.SafeLoader.yaml_implicit_resolvers, construct, placeholders=placeholders)


def rule_dialect() -> Dialect:
    """Return what rule files mean: YAML 1.2's core schema and no placeholders, so that `no`, `on`, dates and `3:1` are text."""
    patterns = (
        ("bool", "true|false", "tf"),
        ("null", "null|~|", ("n", "~", "")),
        ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "+-0123456789"),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "+-.0123456789"),
    )
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, pattern, firsts in patterns:
        for first in firsts:
            resolvers.setdefault(first, []).append((_TAG + name, re.compile(rf"(?:{pattern})\Z")))
    construct: dict[str, Callable[[str], Scalar | None]] = {
        _TAG + "int": lambda text: int(text, 0) if text[:2] in ("0o", "0x") else int(text),
        _TAG + "float": _finite,
        _TAG + "bool": lambda text: {"true": True, "false": False}[text],
        _TAG + "null": lambda _: None,
    }
    return Dialect(resolvers, construct, placeholders=False)


def _finite(text: str) -> float:
    """Return a number that JSON has, too. Raises ValueError for `1e999`."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"not finite: {text}")
    return number
