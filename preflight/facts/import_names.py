"""From modules to the packages that bring them, and from packages to what they bring with them."""

from __future__ import annotations

from preflight.facts.package import normal_name
from preflight.record import Record
from preflight.value import child, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from preflight.value import Value

    Table = Mapping[str, list[str]]


class Installed(Record):
    """What a list of packages comes to: every distribution it may install, and the first of which more is not known."""

    names: frozenset[str]
    unclear: str | None


class ImportNames:
    """The tables of `data/import_names.yaml`."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        """Take the values of the tables by name."""
        self._modules = tables["modules"]
        self._brings = tables["brings"]
        self._conda_names = tables["conda_names"]
        tops = (module.partition(".")[0] for module in self._modules if "." in module)
        self._namespaces = frozenset(top for top in tops if top not in self._modules)

    def distributions(self, module: str, names: Sequence[str]) -> list[str] | None:
        """Return what brings a dotted module, or one of the names imported from it, the usual distribution first; None if not known."""
        parts = module.split(".")
        shorter = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        dotted = (*(f"{module}.{name}" for name in names), *shorter)
        return next((self._modules[one] for one in dotted if one in self._modules), None)

    def is_namespace(self, top: str) -> bool:
        """Tell whether several distributions share a top-level module, of which not all are known."""
        return top in self._namespaces

    def is_known(self, name: str, section: str) -> bool:
        """Tell whether it is known what a package (by its PEP 503 name) of conda's list or of pip's (`section`) brings with it."""
        return name in self._brings or (section == "conda" and name in self._conda_names)

    def installed(self, packages: Iterable[Value]) -> Installed:
        """Return what the members of `conda.packages` install, with all they bring with them."""
        pending = [name for package in packages for name in self._named(package)]
        found: set[str] = set()
        unclear = None
        while pending:
            name = pending.pop(0)
            if name not in found:
                found.add(name)
                pending += self._brings.get(name, ())
                if name not in self._brings and unclear is None:
                    unclear = name
        return Installed(frozenset(found), unclear)

    def _named(self, package: Value) -> list[str]:
        """Return the distributions of a package, and its extras as `name[extra]`."""
        name = text_of(child(package, "name")) or ""
        if text_of(child(package, "section")) == "conda":
            return self._conda_names.get(name, [name])
        extras = (text_of(extra) for extra in members(child(package, "extras")))
        return [name, *(f"{name}[{normal_name(extra)}]" for extra in extras if extra is not None)]
