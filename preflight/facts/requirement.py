"""What pip reads in one line of a requirements file: options, and what is to be installed, by whatever it is named.

https://pip.pypa.io/en/stable/reference/requirements-file-format/, PEP 508; pip/_internal/req/req_file.py and constructors.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from preflight.pattern import Pattern
from preflight.record import Record

# The options of a requirements file that take a value, by their names in pip, and those that take none.
_TAKING = {
    "-r": "requirement", "--requirement": "requirement", "-c": "constraint", "--constraint": "constraint", "-e": "editable",
    "--editable": "editable", "-i": "index", "--index-url": "index", "--pypi-url": "index", "--extra-index-url": "index", "-f": "links",
    "--find-links": "links", "--no-binary": "", "--only-binary": "", "--trusted-host": "", "--use-feature": "", "--global-option": "",
    "--hash": "", "--config-settings": "", "--config-setting": "", "-C": "", "--install-option": "", "--build-option": "",
}  # fmt: skip
_BARE = frozenset({"--no-index", "--prefer-binary", "--require-hashes", "--pre"})
# Options of `pip install` that a requirements file may not have: pip stops at them (SUPPORTED_OPTIONS in req_file.py).
_OF_COMMAND = frozenset({
    "--no-deps", "--no-dependencies", "-U", "--upgrade", "--user", "--no-cache-dir", "--no-build-isolation", "--force-reinstall",
    "-I", "--ignore-installed", "--ignore-requires-python", "--break-system-packages", "--no-warn-script-location", "--timeout",
    "--default-timeout", "--retries", "--proxy", "--cert", "-t", "--target", "--prefix", "--root", "--upgrade-strategy", "--no-input",
    "--quiet", "-q", "--verbose", "-v", "--no-compile", "--use-pep517", "--disable-pip-version-check", "--progress-bar", "--dry-run",
})  # fmt: skip

_OPTIONS = Pattern(r"(?:\A|\s)-")
_WORD = Pattern(r"(?:[^\s\"']|\"[^\"]*\"|'[^']*')+|[\"']")
_NAME = r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*"
_NAMED = Pattern(_NAME + r"(?:\[(?P<extras>[^\]]*)\]\s*)?(?P<rest>.*)", re.DOTALL)
_VERSIONS = Pattern(r"(?:(?:===?|~=|[!<>]=?|=)\s*[^\s,;()\[\]]+\s*(?:,\s*|\Z))+\Z")
_SINGLE = Pattern(r"(?:\A|,)\s*=[^=]|[!~](?!=)")
_ONE_SIGN = Pattern(r"=\s*(\d[\w.*+!]*)\Z")
_EGG = Pattern(r"[#&]egg=(?P<name>[\w.-]+)(?:\[(?P<extras>[^\]]*)\])?")
_WHEEL = Pattern(r"(?P<name>[A-Za-z0-9_.]+)-(?P<version>\d[\w.!+]*)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl\Z")
_SDIST = Pattern(r"(?P<name>[A-Za-z][\w.]*(?:-[A-Za-z][\w.]*)*)-(?P<version>\d[\w.!+]*?)\.(?:tar\.(?:gz|bz2|xz)|zip|tgz)\Z")
_SCHEME = Pattern(r"(?i)(?P<scheme>(?:(?:git|hg|svn|bzr)\+)?[a-z][a-z0-9.-]*):")
_SCHEMES = frozenset({"http", "https", "file", "ftp"})
_ARCHIVES = (".whl", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma")
_EXTRA = Pattern(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?")
_VARIABLE = Pattern(r"\$\{[A-Z0-9_]+\}")
# What is longer was written by no one.
_LONGEST = 4000
# Files of one repository ask for the same packages again and again.
_REMEMBERED = 1024

INDEX, URL, VCS, PATH = "index", "url", "vcs", "path"


class Refused(Record):
    """What pip stops at, whatever its version: why, and what it expects in its place, in words."""

    reason: str
    expected: str


class Wanted(Record):
    """What a line asks pip for.

    `name` is empty where only what is fetched tells it, `versions` where none are given. `source` is `index`, `url`, `vcs` or `path`,
    and `path` the local path that is named, if one is. `marker` is what follows `;`.
    """

    name: str
    versions: str
    extras: tuple[str, ...]
    source: str
    path: str
    marker: str
    fault: Refused | None = None


class Line(Record):
    """One line: what it asks for, if anything, the values of its options by their names in pip, and what pip stops at."""

    wanted: Wanted | None
    options: tuple[tuple[str, str], ...]
    fault: Refused | None


@lru_cache(_REMEMBERED)
def requirement_line(text: str) -> Line:
    """Return what pip reads in a line of a requirements file, without its comment."""
    if len(text) > _LONGEST:
        return Line(_unnamed(URL, "", ""), (), None)
    text = text.strip()
    begin = _OPTIONS.search(text)
    head = text if begin is None else text[: begin.start()].rstrip()
    options, fault = ((), None) if begin is None else _options(text[begin.start() :])
    editable = next((value for name, value in options if name == "editable"), "") if not head else ""
    wanted = _wanted(head or editable, editable=not head) if head or editable else None
    return Line(wanted, options, fault or (wanted.fault if wanted is not None else None))


def _options(text: str) -> tuple[tuple[tuple[str, str], ...], Refused | None]:
    """Return the options of a line with their values, and what pip stops at."""
    words = [match.group() for match in _WORD.finditer(text)]
    found: list[tuple[str, str]] = []
    fault: Refused | None = None
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if word[:1] == "-" != word[1:2]:
            name, equals, value = word[:2], word[2:], word[2:].removeprefix("=")
        if name in _OF_COMMAND:
            fault = fault or Refused(
                f"`{name}` is an option of `pip install` that its list of requirements may not have", "it without the option"
            )
        kind = _kind(name)
        if kind is not None:
            value = value if equals or not words else words.pop(0)
            found.append((kind, value.strip("\"'")))
    return tuple(found), fault


def _kind(name: str) -> str | None:
    """Return what an option with a value is; a long one may be shortened, as pip allows."""
    if name in _TAKING or name in _BARE or len(name) < 4 or name[:2] != "--":  # noqa: PLR2004
        return _TAKING.get(name)
    kinds = {kind for option, kind in _TAKING.items() if option.startswith(name)}
    return kinds.pop() if len(kinds) == 1 and not any(option.startswith(name) for option in _BARE) else None


def _wanted(text: str, *, editable: bool = False) -> Wanted:
    separator = "; " if _is_url(text) else ";"
    body, _, marker = text.partition(separator)
    body, marker = body.strip(), marker.strip()
    if _is_url(body):
        return _fetched(body, marker)
    named = _NAMED.match(body)
    if named is not None and named["rest"][:1] == "@":
        url = named["rest"][1:].strip()
        made = _fetched(url, marker)
        return Wanted(named["name"], made.versions, _extras(named["extras"]), made.source, made.path, marker)
    bare = body.partition("[")[0].strip() if body.endswith("]") else body
    if editable or "/" in bare or bare[:1] == "." or bare.endswith(_ARCHIVES):
        return _local(bare, bare, marker)
    if named is None:
        return Wanted("", "", (), INDEX, "", marker, None if _VARIABLE.search(body) else _not_read(text))
    rest = named["rest"].strip()
    rest = rest[1:-1].strip() if rest[:1] == "(" and rest[-1:] == ")" else rest
    fault = None if not rest or rest[0] in "._-" or _VARIABLE.search(rest) else _fault(text, named["name"], rest)
    return Wanted(named["name"], rest if fault is None else "", _extras(named["extras"]), INDEX, "", marker, fault)


def _fault(text: str, name: str, rest: str) -> Refused | None:
    """Return what pip does not read after a name; None where it does, or where that depends on pip's version."""
    if _VERSIONS.match(rest) is not None and _SINGLE.search(rest) is None:
        return None
    single = _ONE_SIGN.match(rest)
    return Refused(f"`{text}` is no requirement: pip compares with two signs", f"`{name}=={single[1]}`") if single else _not_read(text)


def _not_read(text: str) -> Refused:
    return Refused(f"`{text}` is no requirement that pip reads", "a requirement such as `azureml-core==1.61.0`")


def _is_url(text: str) -> bool:
    found = _SCHEME.match(text)
    return found is not None and (found["scheme"].lower() in _SCHEMES or "+" in found["scheme"])


def _fetched(url: str, marker: str) -> Wanted:
    """Return what a URL names: by its fragment, or by the name of the file that it ends with."""
    scheme = (_SCHEME.match(url) or {"scheme": ""})["scheme"].lower()
    if scheme == "file":
        path = url.partition(":")[2].partition("#")[0]
        return _local(path.removeprefix("//"), url, marker)
    source = VCS if "+" in scheme else URL
    return _named_by_file(url, source, "", marker)


def _local(path: str, text: str, marker: str) -> Wanted:
    return _named_by_file(text, PATH, path, marker)


def _named_by_file(text: str, source: str, path: str, marker: str) -> Wanted:
    egg = _EGG.search(text)
    if egg is not None:
        return Wanted(egg["name"], "", _extras(egg["extras"]), source, path, marker)
    file = text.partition("#")[0].partition("?")[0].rpartition("/")[2].replace("%2B", "+").replace("%2b", "+")
    found = None if source == VCS else _WHEEL.match(file) or _SDIST.match(file)
    if found is None:
        return _unnamed(source, path, marker)
    return Wanted(found["name"], f"=={found['version']}", (), source, path, marker)


def _unnamed(source: str, path: str, marker: str) -> Wanted:
    return Wanted("", "", (), source, path, marker)


def _extras(text: str | None) -> tuple[str, ...]:
    return tuple(match.group() for match in _EXTRA.finditer(text)) if text else ()
