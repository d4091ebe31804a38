"""One package that a conda file or a requirements file asks for."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.value import Present, Unknown, listing, mapping, placed, raw_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from preflight.value import Value

    # Takes a distribution and its section, and tells whether all that it brings with it is known.
    Known = Callable[[str, str], bool]

# What comes before a version that is filled in later: the name, and extras.
_HALF = Pattern(r"\s*(?P<name>[A-Za-z](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[\w ,.-]*)\]\s*)?(?P<sign>[=<>!~]=|=|>)")


def normal_name(name: str) -> str:
    """Return a distribution's name as PEP 503 compares it."""
    plain = name.lower().replace("_", "-").replace(".", "-")
    while "--" in plain:
        plain = plain.replace("--", "-")
    return plain


def package_fact(name: str, version: str | Unknown, section: str, item: Value, extras: Iterable[str] = ()) -> Present:
    """Return a member of `conda.packages`; `version` is empty where the text gives none, `section` is `conda` or `pip`."""
    known = version if isinstance(version, Unknown) else placed(version, item) if version else Unknown("no version is given", item)
    return mapping(
        {
            "name": placed(normal_name(name), item),
            "version": known,
            "extras": listing([placed(normal_name(extra), item) for extra in extras], item),
            "section": placed(section, item),
            "text": item if isinstance(item, Present) else placed(raw_text(item), item),
        },
        item,
    )


def half_known(item: Value, section: str) -> Present | None:
    """Return the package of a text in which only the version is filled in later; None where the name is, too."""
    if not isinstance(item, Unknown):
        return None
    found = _HALF.match(item.text or "")
    if found is None or "__" in found["name"] or (section == "pip" and found["sign"] == "="):
        return None
    extras = [extra.strip() for extra in (found["extras"] or "").split(",") if extra.strip()]
    return package_fact(found["name"], item.elsewhere(item), section, item, extras)


def doubtful(item: Value) -> Unknown | None:
    """Return a placeholder as a package that is not known; nothing for what is no text."""
    return item.elsewhere(item) if isinstance(item, Unknown) else None
