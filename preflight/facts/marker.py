"""Whether a marker of PEP 508 holds on the images of Azure ML: Linux, with a Python that the environment may have."""

from __future__ import annotations

from preflight.facts.python_versions import minors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

# What differs from node to node, or from patch to patch.
_UNSURE = ("platform_release", "platform_version", "python_full_version", "implementation_version")
_LINUX = {
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "extra": "",
}
_LONGEST = 300


def holds(marker: str, python: Value) -> bool | None:
    """Tell whether a marker holds; None where that depends on the Python, or on what is not known, or where it is no marker.

    `python` is the fact `conda.python`.
    """
    if len(marker) > _LONGEST or any(name in marker for name in _UNSURE):
        return None
    from packaging.markers import Marker  # noqa: PLC0415 - few requirements have a marker

    try:
        parsed = Marker(marker)
        answers = {parsed.evaluate({**_LINUX, "python_version": f"3.{minor}"}) for minor in minors(python)}
    except (ValueError, RecursionError):  # packaging's errors are ValueErrors
        return None
    return answers.pop() if len(answers) == 1 else None
