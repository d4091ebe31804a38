"""One package that is asked for."""

from __future__ import annotations

from preflight.facts.package import doubtful, normal_name, package_fact
from preflight.value import Absent, Present, Unknown, child, members, text_of


def test_names_are_compared_as_pep_503_says() -> None:
    assert {normal_name(name) for name in ("a-b", "A_B", "a.b", "a---b", "a._-b")} == {"a-b"}


def test_a_package_has_its_parts() -> None:
    item = Present("Scikit_Learn[A.b]>=1")
    made = package_fact("Scikit_Learn", ">=1", "pip", item, ["A.b"])
    assert {name: text_of(child(made, name)) for name in ("name", "version", "section")} == {
        "name": "scikit-learn",
        "version": ">=1",
        "section": "pip",
    }
    assert [text_of(extra) for extra in members(child(made, "extras"))] == ["a-b"]
    assert child(made, "text") is item


def test_without_a_version_any_may_come() -> None:
    version = child(package_fact("x", "", "conda", Present("x")), "version")
    assert isinstance(version, Unknown)
    assert version.reason == "no version is given"


def test_only_a_placeholder_is_doubtful() -> None:
    made = doubtful(Unknown("`${P}` is filled in later", text="${P}"))
    assert isinstance(made, Unknown)
    assert made.reason == "`${P}` is filled in later"
    assert doubtful(Present(3)) is None
    assert doubtful(Absent()) is None
