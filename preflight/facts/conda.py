"""What is known of a conda file: packages, Python, channels, and what is wrong with its shape."""

from __future__ import annotations

from preflight.facts.conda_faults import conda_faults
from preflight.facts.package import doubtful, package_fact
from preflight.facts.python_versions import only_minor
from preflight.facts.requirements import pip_packages
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.requirements import OpenFile
    from preflight.value import Value

# conda: [channel::]name[ version[ build]] or name=version=build.
_CONDA = Pattern(r"\s*(?:[\w./-]+::)?(?P<name>[\w.-]+)\s*(?:\[.*\]|(?P<version>[=<>!~ ]?.*))")
# Conda's `=3.10.4` is a prefix, which one release has.
_PATCH = Pattern(r"==(?P<patch>3\.\d{1,3}\.\d{1,3})(?:\.\*)?\Z")


def conda_facts(root: Value, open_file: OpenFile | None = None) -> Present:
    """Return the root `conda` of a conda file, or of a mapping written inline as `conda_file`.

    `open_file` reads the requirements files that its `pip` list names; without it they leave the packages open.
    """
    dependencies = child(root, "dependencies")
    made = [(item, None if _is_mapping(item) else _conda_package(item)) for item in members(dependencies)]
    python = _python(listing(package for _, package in made if isinstance(package, Present)))
    packages: list[Value] = []
    doubts: list[Unknown] = [dependencies] if isinstance(dependencies, Unknown) else []
    for item, package in made:
        if isinstance(package, Unknown):
            doubts.append(package)
        elif package is not None:
            packages.append(package)
        elif _is_mapping(item):
            pip = child(item, "pip")
            found, why = pip_packages(members(pip), python, open_file)
            packages += found
            doubts += [pip, *why] if isinstance(pip, Unknown) else why
    near = dependencies if not isinstance(dependencies, Absent) else root
    listed = listing(packages, near, doubts[0] if doubts else None)
    version = _python(listed)
    facts: dict[str, Value] = {
        "dependencies": dependencies,
        "channels": child(root, "channels"),
        "packages": listed,
        "python": version,
        "faults": listing(conda_faults(root), root),
    }
    return mapping(facts | _own(dependencies, made) | _release(version), near)


def broken_conda(kind: str, why: Unknown, near: Value) -> Present:
    """Return the root `conda` where no conda file can be read: one fault, and everything else unknown.

    `kind` is `missing`, `unreadable` or `not-yaml`.
    """
    fault = mapping({"kind": fact(kind, near), "key": Absent(near), "reason": fact(why.reason, near)}, near)
    return mapping({"faults": listing([fault], near)}, near, why)


def _own(dependencies: Value, made: list[tuple[Value, Value | None]]) -> dict[str, Value]:
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


def _conda_package(item: Value) -> Value | None:
    text = text_of(item)
    if text is None:
        return doubtful(item)
    match = _CONDA.match(text)
    if match is None:
        return None
    return package_fact(match["name"], _pep440((match["version"] or "").strip()), "conda", item)


def _pep440(version: str) -> str:
    """Return conda's `=3.10`, `=3.10.1=build` or `3.10` as PEP 440 has it: one `=` means a prefix."""
    bare = version.lstrip()
    if bare.startswith("=") and not bare.startswith("=="):
        number = bare[1:].partition("=")[0].strip()
        return f"=={number}" if number.endswith("*") else f"=={number}.*"
    if bare[:1].isdigit():
        return f"=={bare.split()[0]}"
    return bare.replace(" ", "")


def _python(packages: Present) -> Value:
    for package in members(packages):
        if text_of(child(package, "name")) == "python" and text_of(child(package, "section")) == "conda":
            return child(package, "version")
    return packages.rest.elsewhere(packages.rest) if packages.rest is not None else Absent(packages)
