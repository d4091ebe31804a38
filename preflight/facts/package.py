"""One package that a conda file or a requirements file asks for."""

from __future__ import annotations

from preflight.value import Unknown, listing, mapping, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.value import Present, Value


def normal_name(name: str) -> str:
    """Return a distribution's name as PEP 503 compares it."""
    plain = name.lower().replace("_", "-").replace(".", "-")
    while "--" in plain:
        plain = plain.replace("--", "-")
    return plain


def package_fact(name: str, version: str, section: str, item: Value, extras: Iterable[str] = ()) -> Present:
    """Return a member of `conda.packages`; `version` is empty where the text gives none, `section` is `conda` or `pip`."""
    known: Value = placed(version, item) if version else Unknown("no version is given", item)
    return mapping(
        {
            "name": placed(normal_name(name), item),
            "version": known,
            "extras": listing([placed(normal_name(extra), item) for extra in extras], item),
            "section": placed(section, item),
            "text": item,
        },
        item,
    )


def doubtful(item: Value) -> Value | None:
    """Return a placeholder as a package that is not known; nothing for what is no text."""
    return item.elsewhere(item) if isinstance(item, Unknown) else None
