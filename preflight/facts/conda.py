"""What is known of a conda file: packages, Python, channels, and what is wrong with its shape."""

from __future__ import annotations

from preflight.facts.conda_faults import conda_faults
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

# PEP 508: a name, extras, and what follows; conda: [channel::]name[ version[ build]] or name=version=build.
_PIP = Pattern(r"\s*(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[^\]]*)\])?\s*(?P<rest>[^;#]*)")
_CONDA = Pattern(r"\s*(?:[\w./-]+::)?(?P<name>[\w.-]+)\s*(?:\[.*\]|(?P<version>[=<>!~ ]?.*))")
_OTHER_FILE = Pattern(r"\s*(?:-r|--requirement)[\s=]*(?P<path>\S+)")
_NAME_AT_URL = Pattern(r"\s*(?P<name>[\w.-]+)\s*(?:\[[^\]]*\]\s*)?@")
_NAMED_URL = Pattern(r"[#&]egg=(?P<name>[\w.-]+)|/(?P<wheel>[A-Za-z0-9_.]+)-\d[\w.]*(?:-[\w.]+)*\.(?:whl|tar\.gz|zip)")


def normal_name(name: str) -> str:
    """Return a distribution's name as PEP 503 compares it."""
    plain = name.lower().replace("_", "-").replace(".", "-")
    while "--" in plain:
        plain = plain.replace("--", "-")
    return plain


def conda_facts(root: Value) -> Present:
    """Return the root `conda` of a conda file, or of a mapping written inline as `conda_file`."""
    dependencies = child(root, "dependencies")
    packages: list[Value] = []
    doubts: list[Unknown] = [dependencies] if isinstance(dependencies, Unknown) else []
    for item in members(dependencies):
        if isinstance(item, Present) and isinstance(item.data, dict):
            pip = child(item, "pip")
            doubts += [pip] if isinstance(pip, Unknown) else []
            for requirement in members(pip):
                _add(requirement, _pip_package, packages, doubts)
        else:
            _add(item, _conda_package, packages, doubts)
    near = dependencies if not isinstance(dependencies, Absent) else root
    listed = listing(packages, near, doubts[0] if doubts else None)
    return mapping(
        {
            "dependencies": dependencies,
            "channels": child(root, "channels"),
            "packages": listed,
            "python": _python(listed),
            "faults": listing(conda_faults(root), root),
        },
        near,
    )


def broken_conda(kind: str, why: Unknown, near: Value) -> Present:
    """Return the root `conda` where no conda file can be read: one fault, and everything else unknown.

    `kind` is `missing`, `unreadable` or `not-yaml`.
    """
    fault = mapping({"kind": fact(kind, near), "key": Absent(near), "reason": fact(why.reason, near)}, near)
    return mapping({"faults": listing([fault], near)}, near, why)


def _add(item: Value, read: Callable[[Value], Value | None], packages: list[Value], doubts: list[Unknown]) -> None:
    made = read(item)
    if isinstance(made, Unknown):
        doubts.append(made)
    elif made is not None:
        packages.append(made)


def _pip_package(item: Value) -> Value | None:
    text = text_of(item)
    if text is None:
        return _doubtful(item)
    other = _OTHER_FILE.match(text)
    if other is not None:
        return Unknown(f"`{other['path']}` lists more packages and was not read", item)
    if text.lstrip().startswith("-"):
        return Unknown(f"`{text.strip()}` may install more packages", item) if text.lstrip().startswith(("-e", "--editable")) else None
    if "://" in text.partition(";")[0]:
        return _from_url(text, item)
    match = _PIP.match(text)
    if match is None:
        return Unknown(f"`{text}` installs a package that has no name here", item)
    return _package(match["name"], match["rest"].strip(), "pip", item)


def _from_url(text: str, item: Value) -> Value:
    found = _NAME_AT_URL.match(text) or _NAMED_URL.search(text)
    name = (found.groupdict().get("name") or found.groupdict().get("wheel")) if found else None
    if name is None:
        return Unknown(f"`{text}` installs a package that has no name here", item)
    return _package(name, "", "pip", item)


def _conda_package(item: Value) -> Value | None:
    text = text_of(item)
    if text is None:
        return _doubtful(item)
    match = _CONDA.match(text)
    if match is None:
        return None
    return _package(match["name"], _pep440((match["version"] or "").strip()), "conda", item)


def _pep440(version: str) -> str:
    """Return conda's `=3.10`, `=3.10.1=build` or `3.10` as PEP 440 has it: one `=` means a prefix."""
    bare = version.lstrip()
    if bare.startswith("=") and not bare.startswith("=="):
        number = bare[1:].partition("=")[0].strip()
        return f"=={number}" if number.endswith("*") else f"=={number}.*"
    if bare[:1].isdigit():
        return f"=={bare.split()[0]}"
    return bare.replace(" ", "")


def _package(name: str, version: str, section: str, item: Value) -> Present:
    known: Value = placed(version, item) if version else Unknown("no version is given", item)
    return mapping(
        {"name": placed(normal_name(name), item), "version": known, "section": placed(section, item), "text": item},
        item,
    )


def _doubtful(item: Value) -> Value | None:
    """Return a placeholder as a package that is not known; nothing for what is no text."""
    return Unknown(item.reason, item) if isinstance(item, Unknown) else None


def _python(packages: Present) -> Value:
    for package in members(packages):
        if text_of(child(package, "name")) == "python" and text_of(child(package, "section")) == "conda":
            return child(package, "version")
    return Unknown(packages.rest.reason, packages.rest) if packages.rest is not None else Absent(packages)
