"""What conda reads in an entry of its own list: a match specification, with its versions as PEP 440 says them.

https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html#package-match-specifications;
`_parse_spec_str` in conda/models/match_spec.py and `VersionSpec` in conda/models/version.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from preflight.pattern import Pattern
from preflight.record import Record

_ARCHIVES = (".conda", ".tar.bz2")
_BRACKETS = Pattern(r"([^\[\]]*)\[([^\[\]]*)\][^\[\]]*\Z")
_FIELD = Pattern(r"([a-z0-9_]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\",\s]+))")
_NAME = Pattern(r"([^\s=<>!~]+)(.*)", re.DOTALL)
_BUILD = Pattern(r"[^-=,|<>~\s]+\Z")
_BARE = Pattern(r"(\d[\w.!+]*?)(\.?\*)?\Z")
_CLAUSE = Pattern(r"(==|!=|<=|>=|~=|=|<|>)([\w.!+]+?)(\.?\*)?\Z")
_PLAIN_NAME = Pattern(r"[\w.*-]+\Z")
_RUN_TOGETHER = Pattern(r";|\w[<>=!~]|\A\^[^$]*\Z")
# Nobody writes more; what is longer is read by nothing.
_LONGEST = 1000
# Files of one repository ask for the same packages again and again.
_REMEMBERED = 1024


class MatchSpec(Record):
    """The name of a package in lower case, its versions, and the channel that it is to come from.

    `versions` is empty where any will do, and the text as it is written where it says what PEP 440 cannot; alternatives are joined by `|`.
    """

    name: str
    versions: str
    channel: str


@lru_cache(_REMEMBERED)
def is_refused(text: str) -> bool:
    """Tell whether conda surely stops at an entry: it has no name, a marker or an address of pip's, or conditions run together."""
    spec = text.partition("#")[0].partition(" if ")[0].strip()
    if not spec or len(spec) > _LONGEST or spec.endswith(_ARCHIVES):
        return False
    found = match_spec(spec)
    if found is None:
        return "[" not in spec
    return _PLAIN_NAME.match(found.name) is None or _RUN_TOGETHER.search(found.versions) is not None


@lru_cache(_REMEMBERED)
def match_spec(text: str) -> MatchSpec | None:
    """Return what an entry asks for; None where conda finds no package's name in it, as in an archive's path."""
    if len(text) > _LONGEST:
        return None
    spec = text.partition("#")[0].partition(" if ")[0].strip()
    if spec.endswith(_ARCHIVES):
        return _archive(spec)
    bracketed = _BRACKETS.match(spec)
    fields = _fields(bracketed[2]) if bracketed is not None else {}
    channel, _, spec = (bracketed[1] if bracketed is not None else spec).rpartition(":")
    found = _NAME.match(spec)
    if found is None or "[" in spec:
        return None
    version = fields.get("version") or _without_build(found[2].strip())
    channel = fields.get("channel") or channel.rpartition(":")[0]
    return MatchSpec(found[1].lower(), versions(version), channel)


def _archive(spec: str) -> MatchSpec | None:
    """Return what the name of a package's file tells; conda looks into none but those of a channel."""
    folder, slash, name = spec.rpartition("/")
    parts = name.removesuffix(".conda").removesuffix(".tar.bz2").rsplit("-", 2)
    if "://" not in folder + slash or len(parts) < 3 or not parts[0]:  # noqa: PLR2004 - name, version, build
        return None
    return MatchSpec(parts[0].lower(), f"=={parts[1]}", folder)


def _fields(text: str) -> dict[str, str]:
    return {one[1]: one[2] or one[3] or one[4] or "" for one in _FIELD.finditer(text)}


def _without_build(text: str) -> str:
    """Return the version of `=1.2=py310_0` or `1.2 py310_0`, with `==` where a build leaves but one version."""
    at = max(text.rfind(" "), text.rfind("="))
    head = text[:at].rstrip()
    if at <= 0 or not head or head[-1] in "=!|,<>~" or _BUILD.match(text[at + 1 :]) is None:
        return text
    return f"={head}" if head[0] == "=" != head[1:2] and "*" not in head else head


def versions(text: str) -> str:
    """Return a version of conda's in the words of PEP 440: `=3.10` as `==3.10.*`, `3.10` as `==3.10`."""
    plain = "".join(text.split())
    if plain in {"", "*", "=*", "==*"}:
        return ""
    alternatives = [[_clause(clause) for clause in one.split(",")] for one in plain.split("|")]
    if any(clause is None for one in alternatives for clause in one):
        return plain
    return "|".join(",".join(clause for clause in one if clause) for one in alternatives)


def _clause(text: str) -> str | None:
    """Return one condition; None where PEP 440 has none for it."""
    found = _CLAUSE.match(text)
    if found is not None:
        operator, version, glob = found[1], found[2], bool(found[3])
        if operator == "=":
            return f"=={version}.*"
        return f"{operator}{version}{'.*' if glob and operator in {'==', '!='} else ''}"
    found = _BARE.match(text)
    return f"=={found[1]}{'.*' if found[2] else ''}" if found is not None else None
