"""Where the imports of a scoring script come from in the environment of a deployment, and whether they are there."""

from __future__ import annotations

from preflight.facts.package import normal_name
from preflight.facts.python_versions import minors
from preflight.facts.standard_library import is_standard, standard_in
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.facts.import_names import ImportNames, Installed
    from preflight.value import Value

# What the engine lays beside the script (Microsoft Learn, "Author scoring scripts for batch deployments", and the stack traces of
# its own code in logs/user/error.txt).
DRIVER = frozenset({"azureml_user", "azureml_sys", "azureml_common"})

# What can be the name of a distribution as well.
_PLAUSIBLE = Pattern(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*\Z")


class Surroundings:
    """What decides where a module comes from: the conda file, the modules beside the script, and the tables of packages.

    `names` returns the tables; it is asked when a module is neither standard nor local. `detour` says why modules may come from
    elsewhere, such as a changed `sys.path`, or returns None; it is asked only when a module is found nowhere.
    """

    def __init__(
        self,
        conda: Value,
        local: frozenset[str] | Unknown,
        names: Callable[[], ImportNames],
        detour: Callable[[], str | None],
    ) -> None:
        """Take what is known and how to learn the rest."""
        self.conda = conda
        self.minors = minors(child(conda, "python"))
        self.local = local
        self.names = names
        self._detour = detour
        self._installed: Installed | None = None

    def has(self, distributions: list[str], at: Value) -> Value:
        """Tell whether the environment has one of some distributions."""
        packages = child(self.conda, "packages")
        if not isinstance(packages, Present):
            return packages
        if self._installed is None:
            self._installed = self.names().installed(members(packages))
        if not self._installed.names.isdisjoint(distributions):
            return fact(data=True, near=at)
        if packages.rest is not None:
            return packages.rest
        if self._installed.unclear is not None:
            return Unknown(f"it is not known what `{self._installed.unclear}` brings with it", packages)
        why = self._detour()
        return Unknown(why, at) if why is not None else fact(data=False, near=at)


def resolved(imports: Value, around: Surroundings) -> Value:
    """Return the fact `script.imports` with `origin`, `distributions`, `known`, `installed` and `standard` for each import."""
    if not isinstance(imports, Present):
        return imports
    return listing([mapping(entries(one) | _facts(one, around), one) for one in members(imports)], imports, imports.rest)


def _facts(one: Value, around: Surroundings) -> dict[str, Value]:
    name = text_of(child(one, "name")) or ""
    origin = _origin(name, around)
    nothing = Absent(one)
    facts: dict[str, Value] = dict.fromkeys(("distributions", "known", "installed", "standard"), nothing)
    if isinstance(origin, Unknown):
        return facts | {"origin": origin.elsewhere(one)}
    if origin == "third-party":
        facts |= _third_party(one, name, around)
    elif origin == "stdlib" and isinstance(around.conda, Unknown) and (standard := standard_in(name)) is not None:
        facts |= {"standard": fact(standard, one), "installed": around.conda}
    return facts | {"origin": placed(origin, one)}


def _origin(name: str, around: Surroundings) -> str | Unknown:
    if not name:
        return "relative"
    if name in DRIVER:
        return "driver"
    if is_standard(name, around.minors):
        return "stdlib"
    if isinstance(around.local, Unknown):
        return around.local
    return "local" if name in around.local else "third-party"


def _third_party(one: Value, name: str, around: Surroundings) -> dict[str, Value]:
    brought = [text for text in map(text_of, members(child(one, "names"))) if text is not None]
    found = around.names().distributions(text_of(child(one, "module")) or name, brought)
    plausible = [normal_name(name)] if _PLAUSIBLE.match(name) else []
    standard = fact(standard_in(name), one)
    if found is None and isinstance(standard, Present):
        found = []
    known = {"known": fact(found is not None, one), "standard": standard}
    why = Unknown(f"it is not known which packages bring `{name}`", one)
    if found is None and (not plausible or around.names().is_namespace(name)):
        return known | {"distributions": why, "installed": why}
    shown = [placed(text, one) for text in (plausible if found is None else found)]
    distributions = listing(shown, one, why if found is None else None)
    return known | {"distributions": distributions, "installed": around.has([*(found or []), *plausible], one)}
