"""Which arguments a script requires on its command line."""

from __future__ import annotations

import ast

from preflight.facts.script_arguments import is_parser, is_tolerant, reads_all, sure_calls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_surroundings import Surroundings

_PARSING = ("parse_args", "parse_intermixed_args", "parse_known_args", "parse_known_intermixed_args")


def required_arguments(surroundings: Surroundings) -> list[tuple[str, ast.Call]]:
    """Return the arguments, by name, without which a parser that surely reads the command line ends the script.

    Only those of a script with one parser, which adds each of them surely, in the open, and without a default.
    """
    if is_tolerant(surroundings) or not _has_one_plain_parser(surroundings):
        return []
    calls = [(call, call.func, scope) for call, scope in sure_calls(surroundings) if isinstance(call.func, ast.Attribute)]
    own = [(call, called.attr, scope) for call, called, scope in calls if is_parser(called.value, scope)]
    if not any(name in _PARSING and reads_all(call, scope) for call, name, scope in own):
        return []
    return [(name, call) for call, method, _ in own if method == "add_argument" and (name := _required(call))]


def _has_one_plain_parser(surroundings: Surroundings) -> bool:
    """Tell whether there is one parser, and nothing that gives its arguments a default later, or that leaves them to others."""
    parsers = 0
    for node in surroundings.nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr="ArgumentParser") | ast.Name(id="ArgumentParser"), keywords=keywords):
                parsers += 1
                if any(keyword.arg in {"parents", "argument_default", None} for keyword in keywords):
                    return False
            case ast.Attribute(attr="set_defaults" | "add_subparsers" | "required"):
                return False
    return parsers == 1


def _required(call: ast.Call) -> str:
    """Return the name of a required argument, the long one of several; nothing for one that may be left out, or is not known.

    One without dashes takes whatever stands there, such as the value of an argument of the engine that the parser does not know.
    """
    names = [name.value for name in call.args if isinstance(name, ast.Constant) and isinstance(name.value, str)]
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if not names or len(names) != len(call.args) or None in given:
        return ""
    is_required = names[0].startswith("-") and isinstance(value := given.get("required"), ast.Constant) and value.value is True
    return max(names, key=len) if is_required else ""
