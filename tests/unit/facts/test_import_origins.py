"""Where the imports of a script come from."""

from __future__ import annotations

import pytest

from preflight.facts.conda import conda_facts
from preflight.facts.import_names import ImportNames
from preflight.facts.import_origins import Surroundings, resolved
from preflight.facts.script import script
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, listing, mapping, members, text_of

TABLES = {
    "modules": {
        "numpy": ["numpy"],
        "yaml": ["pyyaml"],
        "PIL": ["pillow", "pillow-simd"],
        "azure.ai.ml": ["azure-ai-ml"],
        "cgi": ["legacy-cgi"],
    },
    "brings": {"python": ["pip"], "pip": [], "pandas": ["numpy"], "numpy": [], "pyyaml": [], "legacy-cgi": [], "humanize": []},
    "conda_names": {},
}


class Asked:
    """Surroundings that note what they were asked for."""

    def __init__(
        self, *packages: str, local: frozenset[str] | Unknown = frozenset(), detour: str | None = None, conda: Value | None = None
    ) -> None:
        """Take conda packages."""
        self.log: list[str] = []
        entries: list[Value] = [Present(one) for one in packages if not one.startswith("-")]
        pip = listing([Present(one) for one in packages if one.startswith("-")])
        made = conda_facts(mapping({"dependencies": listing([*entries, mapping({"pip": pip})])}))
        self.around = Surroundings(conda or made, local, self._names, self._detour)
        self._why = detour

    def _names(self) -> ImportNames:
        if "tables" not in self.log:
            self.log.append("tables")
        return ImportNames(TABLES)

    def _detour(self) -> str | None:
        self.log.append("detour")
        return self._why

    def of(self, text: str) -> list[Value]:
        """Return the imports of a script."""
        return members(resolved(child(script(Reading(Source("score.py", text))), "imports"), self.around))


def shown(value: Value) -> object:
    """Return a value in one word."""
    if isinstance(value, Unknown):
        return f"? {value.reason}"
    if isinstance(value, Absent):
        return None
    return [text_of(one) for one in members(value)] if isinstance(value.data, list) else value.data


def facts(one: Value) -> tuple[object, ...]:
    return tuple(shown(child(one, name)) for name in ("origin", "distributions", "known", "installed"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os.path", "stdlib"),
        ("from . import x", "relative"),
        ("from .. import x", "relative"),
        ("from azureml_user.parallel_run import EntryScript", "driver"),
        ("import mine", "local"),
        ("from pack.sub import x", "local"),
    ],
)
def test_what_needs_no_package(text: str, expected: str) -> None:
    asked = Asked("python=3.10", local=frozenset({"mine", "pack"}))
    (one,) = asked.of(text)
    assert facts(one) == (expected, None, None, None)
    assert asked.log == []


@pytest.mark.parametrize(
    ("text", "packages", "expected"),
    [
        ("import numpy", ["python=3.10", "numpy"], (["numpy"], True, True)),
        ("import numpy.linalg", ["python=3.10", "pandas"], (["numpy"], True, True)),
        ("import yaml", ["python=3.10", "pandas"], (["pyyaml"], True, False)),
        ("from PIL import Image", ["pandas"], (["pillow", "pillow-simd"], True, False)),
        ("import humanize", ["humanize"], (["humanize"], False, True)),
        ("import my_scorer", ["pandas"], (["my-scorer"], False, False)),
        ("from azure.ai.ml import x", ["pandas"], (["azure-ai-ml"], True, False)),
        (
            "from azure.other import x",
            ["pandas"],
            ("? it is not known which packages bring `azure`", False, "? it is not known which packages bring `azure`"),
        ),
        (
            "import _private",
            ["pandas"],
            ("? it is not known which packages bring `_private`", False, "? it is not known which packages bring `_private`"),
        ),
        ("import é", ["pandas"], ("? it is not known which packages bring `é`", False, "? it is not known which packages bring `é`")),
        ("import yaml", ["own-tools"], (["pyyaml"], True, "? it is not known what `own-tools` brings with it")),
        ("import own_tools", ["own-tools"], (["own-tools"], False, True)),
        ("import yaml", ["-r r.txt"], (["pyyaml"], True, "? `r.txt` lists more packages and was not read")),
        ("import yaml", ["pyyaml", "-r r.txt"], (["pyyaml"], True, True)),
    ],
)
def test_what_a_package_must_bring(text: str, packages: list[str], expected: tuple[object, ...]) -> None:
    (one,) = Asked(*packages).of(text)
    assert facts(one) == ("third-party", *expected)


def test_which_packages_there_are_may_not_be_all() -> None:
    known, unknown = (child(one, "distributions") for one in Asked("pandas").of("import yaml, my_scorer"))
    assert isinstance(known, Present)
    assert known.rest is None
    assert isinstance(unknown, Present)
    assert unknown.rest is not None
    assert unknown.rest.reason == "it is not known which packages bring `my_scorer`"


@pytest.mark.parametrize(
    ("text", "python", "expected"),
    [
        ("import imp", "python=3.11", ("stdlib", None, None, None, None)),
        ("import imp", "python=3.12", ("third-party", [], True, False, "<3.12")),
        ("import cgi", "python=3.13", ("third-party", ["legacy-cgi"], True, False, "<3.13")),
        ("import tomllib", "python=3.10", ("third-party", [], True, False, ">=3.11")),
        ("import tomllib", "python", ("stdlib", None, None, None, None)),
        ("import tomllib", "pandas", ("stdlib", None, None, None, None)),
    ],
)
def test_what_the_standard_library_lacks(text: str, python: str, expected: tuple[object, ...]) -> None:
    (one,) = Asked(python, "pandas").of(text)
    assert (*facts(one), shown(child(one, "standard"))) == expected


@pytest.mark.parametrize(
    ("text", "installed", "standard"),
    [("import tomllib", "? refused", ">=3.11"), ("import imp", "? refused", "<3.12"), ("import os", None, None)],
)
def test_where_nothing_is_known_of_the_environment_a_module_that_came_or_went_may_be_missing(
    text: str, installed: object, standard: object
) -> None:
    (one,) = Asked(conda=Unknown("refused")).of(text)
    assert (*facts(one), shown(child(one, "standard"))) == ("stdlib", None, None, installed, standard)


def test_modules_may_come_by_another_way() -> None:
    asked = Asked("pandas", detour="`sys.path` may bring more")
    assert [facts(one)[3] for one in asked.of("import numpy")] == [True]
    assert asked.log == ["tables"]
    assert [facts(one)[3] for one in asked.of("import yaml, PIL")] == ["? `sys.path` may bring more"] * 2
    assert asked.log == ["tables", "detour", "detour"]


def test_a_folder_that_cannot_be_listed_leaves_the_origin_open() -> None:
    asked = Asked("pandas", local=Unknown("folder `x` cannot be listed"))
    assert [facts(one)[0] for one in asked.of("import os, yaml")] == ["stdlib", "? folder `x` cannot be listed"]
    assert asked.log == []


@pytest.mark.parametrize(
    ("conda", "installed"),
    [
        (Unknown("no such environment", asked=False), "? no such environment"),
        (Absent(), None),
        (mapping({"packages": Unknown("not read")}), "? not read"),
    ],
)
def test_without_a_conda_file(conda: Value, installed: str | None) -> None:
    assert [facts(one)[3] for one in Asked(conda=conda).of("import yaml")] == [installed]


def test_what_is_not_known_stays_so() -> None:
    unknown = Unknown("the script does not parse")
    assert resolved(unknown, Asked().around) is unknown
    (one,) = Asked("pandas").of("import yaml")
    assert str(one.place) == str(child(one, "installed").place) == "score.py:1:8"
    assert text_of(child(one, "reached")) == "load"
