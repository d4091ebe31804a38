"""What is known of a conda file: packages, Python, channels, and what is wrong with its shape."""

from __future__ import annotations

from preflight.facts.conda_faults import conda_faults
from preflight.facts.match_spec import match_spec
from preflight.facts.package import doubtful, half_known, package_fact
from preflight.facts.package_index import own_channel
from preflight.facts.python_versions import only_minor
from preflight.facts.requirements import pip_list
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from preflight.facts.package import Known
    from preflight.facts.requirement import Refused
    from preflight.facts.requirements import OpenFile
    from preflight.value import Value

# Conda's `=3.10.4` is a prefix, which one release has.
_PATCH = Pattern(r"==(?P<patch>3\.\d{1,3}\.\d{1,3})(?:\.\*)?\Z")


def conda_facts(root: Value, open_file: OpenFile | None = None, known: Known | None = None) -> Present:
    """Return the root `conda` of a conda file, or of a mapping written inline as `conda_file`.

    `open_file` reads the requirements files that its `pip` list names; without it they leave the packages open. `known` tells of which
    packages it is known what they bring with them.
    """
    dependencies = child(root, "dependencies")
    channel = next((own for one in members(child(root, "channels")) if (own := own_channel(text_of(one) or ""))), "")
    made = [(item, None if _is_mapping(item) else _conda_package(item)) for item in members(dependencies)]
    python = _python(listing(package for _, package in made if isinstance(package, Present)))
    packages: list[Value] = []
    doubts: list[Unknown] = [dependencies] if isinstance(dependencies, Unknown) else []
    files: list[Value] = []
    refused: list[tuple[Refused, Value]] = []
    for item, package in made:
        if isinstance(package, Unknown):
            doubts.append(package)
        elif package is not None:
            packages.append(package)
            doubts += _of_own_channel(package, item, channel, known)
        elif _is_mapping(item):
            pip = child(item, "pip")
            found = pip_list(members(pip), python, open_file, known)
            packages += found.packages
            doubts += [pip, *found.doubts] if isinstance(pip, Unknown) else found.doubts
            files += found.files
            refused += found.faults
    near = dependencies if not isinstance(dependencies, Absent) else root
    listed = listing(packages, near, doubts[0] if doubts else None)
    version = _python(listed)
    facts: dict[str, Value] = {
        "dependencies": dependencies,
        "channels": child(root, "channels"),
        "packages": listed,
        "python": version,
        "files": listing(files, near),
        "faults": listing(conda_faults(root, refused), root),
    }
    return mapping(facts | _own(dependencies, made) | _release(version), near)


def broken_conda(kind: str, why: Unknown, near: Value) -> Present:
    """Return the root `conda` where no conda file can be read: one fault, and everything else unknown.

    `kind` is `missing`, `unreadable` or `not-yaml`.
    """
    fault = mapping({"kind": fact(kind, near), "key": Absent(near), "reason": fact(why.reason, near)}, near)
    return mapping({"faults": listing([fault], near)}, near, why)


def _own(dependencies: Value, made: Sequence[tuple[Value, Value | None]]) -> dict[str, Value]:
    """Return what conda itself is asked for: the entries of Python and of pip, and the list of what pip installs."""
    doubt = next((one for one in (dependencies, *(package for _, package in made)) if isinstance(one, Unknown)), None)
    own = [(text_of(child(package, "name")), item) for item, package in made if isinstance(package, Present)]
    pip: Value = next((item for name, item in own if name == "pip"), Absent(dependencies, "pip"))
    lists = (child(item, "pip") for item, _ in made if _is_mapping(item))
    return {
        "pythons": listing([item for name, item in own if name == "python"], dependencies, doubt),
        "pip": doubt.elsewhere(dependencies) if doubt is not None and isinstance(pip, Absent) else pip,
        "pip_list": next((one for one in lists if written(one)), Absent(dependencies, "pip")),
    }


def _release(python: Value) -> dict[str, Value]:
    """Return the release of Python, such as `3.10`, and the patch, such as `3.10.4`, where no other one is allowed."""
    if isinstance(python, Unknown):
        return {"python_release": python, "python_patch": python}
    only = only_minor(python)
    patch = _PATCH.match(text_of(python) or "")
    return {
        "python_release": fact(f"{only[0]}.{only[1]}" if only is not None else None, python),
        "python_patch": fact(patch["patch"] if patch is not None else None, python),
    }


def _is_mapping(item: Value) -> bool:
    return isinstance(item, Present) and isinstance(item.data, dict)


def _conda_package(item: Value) -> Present | Unknown | None:
    """Return a package of conda's own list; unknown where what it names cannot be told, none for what is no text."""
    text = text_of(item)
    if text is None:
        return half_known(item, "conda") or doubtful(item)
    found = match_spec(text)
    if found is None:
        return Unknown(f"`{text}` names no package in sight", item) if text.strip() else None
    return package_fact(found.name, found.versions, "conda", item)


def _of_own_channel(package: Present, item: Value, channel: str, known: Known | None) -> list[Unknown]:
    """Doubt what comes from a channel of one's own, unless everybody knows what it brings with it."""
    text = text_of(item)
    spec = match_spec(text) if text is not None else None
    own = own_channel(spec.channel) if spec is not None and spec.channel else channel
    name = text_of(child(package, "name")) or ""
    if not own or (known is not None and known(name, "conda")):
        return []
    return [Unknown(f"`{name}` may come from {own}, and it is not known what it brings with it", item)]


def _python(packages: Present) -> Value:
    for package in members(packages):
        if text_of(child(package, "name")) == "python" and text_of(child(package, "section")) == "conda":
            return child(package, "version")
    return packages.rest.elsewhere(packages.rest) if packages.rest is not None else Absent(packages)
