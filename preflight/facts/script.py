"""What is known of a batch scoring script, read from its syntax tree. The script is never run."""

from __future__ import annotations

import ast

from preflight.facts.script_function import function_fact
from preflight.facts.script_imports import imports
from preflight.facts.script_syntax import unread
from preflight.facts.script_tree import FUNCTIONS
from preflight.value import Unknown, fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Binding, Scope
    from preflight.facts.script_places import Places
    from preflight.facts.script_reading import Reading
    from preflight.facts.script_surroundings import Surroundings
    from preflight.value import Present, Value

_LITERALS = (
    ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip

_PARTS = ("functions", "init", "run", "imports", "model_parts", "required_arguments")

# How many arguments the scoring engine calls the two functions with (Microsoft Learn, "Author scoring scripts for batch deployments").
_ARGUMENTS = {"init": 0, "run": 1}


def script(reading: Reading) -> Value:
    """Return the root `script`: `functions`, `init`, `run`, `imports`, `model_parts`, `required_arguments` and `syntax_error`.

    Where the script does not parse, all but `syntax_error` is unknown.
    """
    if reading.surroundings is None:
        facts: dict[str, Value] = dict.fromkeys(_PARTS, unread(reading.error))
    else:
        facts = _facts(reading.surroundings, reading.places)
    return mapping(facts | {"syntax_error": reading.error}, spot(reading.source))


def _facts(surroundings: Surroundings, places: Places) -> dict[str, Value]:
    module = surroundings.module
    facts: dict[str, Value] = {name: function_fact(name, given, surroundings, places) for name, given in _ARGUMENTS.items()}
    facts["functions"] = _functions(module, places)
    facts["imports"] = imports(surroundings.body, module, places)
    facts["model_parts"] = _model_parts(surroundings, places)
    facts["required_arguments"] = _required_arguments(surroundings, places)
    return facts


def _required_arguments(surroundings: Surroundings, places: Places) -> Present:
    near = spot(places.source)
    if "add_argument" not in places.source.text:
        return listing([], near)
    from preflight.facts.script_required import required_arguments  # noqa: PLC0415 - few scripts come to it

    return listing([fact({"name": name}, places.of(call)) for name, call in required_arguments(surroundings)], near)


def _model_parts(surroundings: Surroundings, places: Places) -> Present:
    """Return what the script looks for right in the folder of the model."""
    near = spot(places.source)
    if "AZUREML_MODEL_DIR" not in places.source.text:
        return listing([], near)
    from preflight.facts.script_folders import first_parts  # noqa: PLC0415 - many scripts do without

    return listing([fact(name, places.of(node)) for name, node in first_parts(surroundings)], near)


def _functions(module: Scope, places: Places) -> Present:
    """Return the names that are functions or may be, each at the binding that counts."""
    found = [bindings[-1] for bindings in map(module.effective, module.bindings) if any(map(_may_be_function, bindings))]
    rest = Unknown(f"{module.makers[0].what} may define more", spot(places.source)) if module.makers else None
    return listing([_named(binding, places) for binding in found], spot(places.source), rest)


def _may_be_function(binding: Binding) -> bool:
    return binding.how != "deletion" and not isinstance(binding.value, _LITERALS)


def _named(binding: Binding, places: Places) -> Value:
    near = places.name_of(binding.node) if isinstance(binding.node, FUNCTIONS) else places.of(binding.node)
    return fact(binding.name, near)
