"""The root `behaviour`: what a scoring script does when it is imported, in `init` and in `run`. The script is never run."""

from __future__ import annotations

import ast

from preflight.facts.script_attributes import missing_attributes
from preflight.facts.script_online import online_sign
from preflight.facts.script_reach import entry, reached
from preflight.facts.script_syntax import unread
from preflight.value import Absent, Unknown, fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.facts.script_places import Places
    from preflight.facts.script_reading import Reading
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function
    from preflight.value import Value


def behaviour(reading: Reading, replaced: Mapping[str, str]) -> Value:
    """Return the root `behaviour`; `replaced` gives names that do not exist, each with the one that does.

    All of it is unknown where the script does not parse. What a script only may do is left out: the lists hold what is sure.
    """
    if reading.surroundings is None:
        return unread(reading.error)
    try:
        return _Behaviour(reading.surroundings, reading.places, replaced).facts()
    except RecursionError:
        return Unknown("the script is nested too deeply to be read", spot(reading.source))


class _Behaviour:
    """Gathers what the parts tell, with its places."""

    def __init__(self, surroundings: Surroundings, places: Places, replaced: Mapping[str, str]) -> None:
        self._places = places
        self._replaced = replaced
        self._surroundings = surroundings
        self._near = spot(places.source)

    def facts(self) -> Value:
        run = entry("run", self._surroundings.module)
        # Most scripts lack the very words that a part is about; these parts are not even imported for them.
        text = self._places.source.text
        nothing = listing([], self._near)
        unbound = self._unbound() if self._surroundings.has_hidden_names() else []
        return mapping(
            {
                "broken_names": listing([*unbound, *self._missing()], self._near),
                "undefined_names": self._undefined(),
                "shared_files": self._shared() if "AZUREML_BI_OUTPUT_PATH" in text else nothing,
                "class_comparisons": self._compared() if " is " in text else nothing,
                "strict_parsing": self._strict() if "parse_args" in text else nothing,
                "unguarded_levels": self._levels() if "logging_level" in text else nothing,
                "swallowed": self._swallowed(run) if run and "except" in text else nothing,
                "empty_concats": self._concats(run) if run and "concat" in text else nothing,
                "online": self._online(run),
            },
            self._near,
        )

    def _texts(self, nodes: Iterable[ast.expr]) -> Value:
        places = self._places
        return listing([fact({"text": places.text(node)}, places.of(node)) for node in nodes], self._near)

    def _unbound(self) -> list[Value]:
        from preflight.facts.script_unbound import unbound  # noqa: PLC0415 - few scripts come to it

        found = [one for function in reached(self._surroundings) for one in unbound(function, self._surroundings)]
        return [
            fact(
                {
                    "name": one.name,
                    "trouble": f"is assigned in `{one.function}` without `global` and has no value here",
                    "assigned": fact(one.name, self._places.of(one.assigned)),
                },
                self._places.of(one.read),
            )
            for one in found
        ]

    def _missing(self) -> list[Value]:
        found = missing_attributes(self._surroundings, self._replaced)
        return [
            fact({"name": name, "trouble": f"does not exist: expected `{self._replaced[name]}`"}, self._places.of(node))
            for name, node in found
        ]

    def _undefined(self) -> Value:
        from preflight.facts.script_undefined import undefined  # noqa: PLC0415 - only for a script

        return listing([fact({"name": name}, self._places.of(node)) for name, node in undefined(self._surroundings)], self._near)

    def _shared(self) -> Value:
        from preflight.facts.script_folders import shared_files  # noqa: PLC0415 - few scripts come to it

        return self._texts(shared_files(self._surroundings))

    def _compared(self) -> Value:
        from preflight.facts.script_comparisons import class_comparisons  # noqa: PLC0415 - few scripts come to it

        return self._texts(class_comparisons(self._surroundings))

    def _strict(self) -> Value:
        from preflight.facts.script_arguments import strict_parsing  # noqa: PLC0415 - few scripts come to it

        return self._texts(strict_parsing(self._surroundings))

    def _levels(self) -> Value:
        from preflight.facts.script_logging import unguarded_levels  # noqa: PLC0415 - few scripts come to it

        return self._texts(unguarded_levels(self._surroundings))

    def _swallowed(self, run: Function) -> Value:
        from preflight.facts.script_swallowing import swallowed  # noqa: PLC0415 - few scripts come to it

        found = [(f"except {self._places.text(at.type)}" if at.type else "except", at.type or at) for at in swallowed(run)]
        return listing([fact({"text": text}, self._places.of(node)) for text, node in found], self._near)

    def _concats(self, run: Function) -> Value:
        from preflight.facts.script_concat import empty_concats  # noqa: PLC0415 - few scripts come to it

        found = empty_concats(run, self._surroundings)
        return listing([fact({"name": name}, self._places.of(call)) for name, call in found], self._near)

    def _online(self, run: Function | None) -> Value:
        sign = online_sign(run, self._surroundings) if run else None
        if sign is None:
            return Absent(self._near, "online")
        kind, node = sign
        shown = node.func if kind == "decorator" and isinstance(node, ast.Call) else node
        return fact({"kind": kind, "text": self._places.text(shown)}, self._places.of(node))
