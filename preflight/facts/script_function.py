"""The facts `script.init` and `script.run`: how a function is called, and how it can end."""

from __future__ import annotations

import ast

from preflight.facts.script_exits import DOUBTFUL, NEVER, Exits
from preflight.facts.script_names import Binding
from preflight.facts.script_tree import first_yield
from preflight.facts.script_types import Types, agreed, branches
from preflight.value import Absent, Unknown, fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Maker, Scope
    from preflight.facts.script_places import Places
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function
    from preflight.value import Located, Present, Value

# Decorators that leave the parameters and the result of a function as they are.
_TRANSPARENT = (
    "functools.cache", "functools.lru_cache", "functools.wraps", "tensorflow.function", "torch.autocast", "torch.cuda.amp.autocast",
    "torch.enable_grad", "torch.inference_mode", "torch.no_grad", "typing.no_type_check",
)  # fmt: skip

_CONTEXT = "mini_batch_context"


def function_fact(name: str, given: int, surroundings: Surroundings, places: Places) -> Value:
    """Return what is known of the function of a name.

    It is absent when the module surely does not bind the name, and unknown when the name may stand for something else than one
    function that is defined here. `given` is the number of arguments the scoring engine calls it with.
    """
    module = surroundings.module
    found = module.effective(name)
    if all(binding.how == "deletion" for binding in found):
        start = spot(places.source)
        return Unknown(f"{module.makers[0].what} may define `{name}`", start) if module.makers else Absent(start, name)
    later = [maker for maker in module.makers if maker.on_import and maker.line > found[-1].node.lineno]
    match found:
        case [Binding(node=ast.FunctionDef() | ast.AsyncFunctionDef() as node, main=False, inside=None)] if not later:
            return _defined(node, given, surroundings, places)
    return Unknown(_unreadable(name, found, later), places.of(found[-1].node))


def _unreadable(name: str, found: list[Binding], later: list[Maker]) -> str:
    for binding in found:
        if binding.main:
            return f'`{name}` is bound only under `if __name__ == "__main__"`'
        if binding.inside is not None:
            return f"`{name}` is bound in `{binding.inside}`"
        if binding.how != "function":
            return _other(binding)
    if len(found) > 1:
        return f"it depends on a condition whether `{name}` is the function on line {' or '.join(str(at.node.lineno) for at in found)}"
    return f"{later[0].what} may define `{name}` anew"


def _other(binding: Binding) -> str:
    if binding.how == "import":
        module, _, name = (binding.origin or "").rpartition(".")
        return f"`{binding.name}` is imported from `{module}`" if module else f"`{binding.name}` is the imported module `{name}`"
    words = {"class": "is a class, not a function", "deletion": f"may be deleted on line {binding.node.lineno}"}
    return f"`{binding.name}` {words.get(binding.how, 'is assigned, not defined')}"


def _defined(function: Function, given: int, surroundings: Surroundings, places: Places) -> Present:
    near = places.heading_of(function)
    facts: dict[str, Value] = {"name": fact(function.name, places.name_of(function))}
    wrapper = next((decorator for decorator in function.decorator_list if not _is_transparent(decorator, surroundings.module)), None)
    if wrapper is not None:
        called = wrapper.func if isinstance(wrapper, ast.Call) else wrapper
        why = Unknown(f"`{function.name}` is decorated with `{places.text(called)}`", places.of(wrapper))
        names = ("parameters", "required", "fits_call", "signature", "is_async", "is_generator", "first_yield", "exits")
        return mapping(facts | dict.fromkeys(names, why), near)
    yields = first_yield(function) if "yield" in places.source.text else None
    facts |= _signature(function, given, near, places)
    facts["is_async"] = fact(isinstance(function, ast.AsyncFunctionDef), near)
    facts["is_generator"] = fact(yields is not None, near)
    facts["first_yield"] = fact(places.text(yields), places.of(yields)) if yields else Absent(near, "first_yield")
    facts["exits"] = listing([] if yields else _exits(function, surroundings, places), near)
    return mapping(facts, near)


def _is_transparent(decorator: ast.expr, module: Scope) -> bool:
    return module.dotted(decorator.func if isinstance(decorator, ast.Call) else decorator) in _TRANSPARENT


def _signature(function: Function, given: int, near: Located, places: Places) -> dict[str, Value]:
    """Return the facts about parameters.

    `parameters` are the positional ones without a default, `required` those that any call must give, keyword-only ones too. The list
    of parameters is open when it is too short for the engine's call, but an optional one takes what is given. The engine gives
    `mini_batch_context` only to a `run` that names it (azureml-examples, cli/jobs/parallel/1a_oj_sales_prediction); it does not count.
    """
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    mandatory = len(positional) - len(arguments.defaults)
    needed, optional = positional[:mandatory], positional[mandatory:]
    keywords = [argument for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None]
    if given:
        needed, keywords = ([argument for argument in some if argument.arg != _CONTEXT] for some in (needed, keywords))
    spare = [*optional, *([arguments.vararg] if arguments.vararg else [])]
    takes = arguments.vararg is not None or given <= len(needed) + len(optional)
    rest = None
    if len(needed) < given and takes:
        rest = Unknown(f"`{spare[0].arg}` of `{function.name}` may be given or not", places.of(spare[0]))
    return {
        "parameters": listing([fact(argument.arg, places.of(argument)) for argument in needed], near, rest),
        "required": listing([fact(argument.arg, places.of(argument)) for argument in (*needed, *keywords)], near),
        "fits_call": fact(len(needed) <= given and takes and not keywords, near),
        "signature": fact(f"{function.name}({_written(arguments)})", near),
    }


def _written(arguments: ast.arguments) -> str:
    """Return the names of all parameters as a definition has them, without defaults and annotations."""
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    if arguments.vararg:
        names.append(f"*{arguments.vararg.arg}")
    elif arguments.kwonlyargs:
        names.append("*")
    names += [argument.arg for argument in arguments.kwonlyargs]
    return ", ".join([*names, *([f"**{arguments.kwarg.arg}"] if arguments.kwarg else [])])


def _exits(function: Function, surroundings: Surroundings, places: Places) -> list[Value]:
    flow = Exits(surroundings).of(function)
    types = Types(surroundings.inside(function))
    returns = sorted(flow.returns, key=lambda statement: (statement.lineno, statement.col_offset))
    found = [exit_ for statement in returns for exit_ in _returned(statement, types, places)]
    near = places.name_of(function)
    if flow.end == DOUBTFUL and flow.doubt:
        why = Unknown(f"it cannot be told whether the loop on line {flow.doubt.lineno} ends without a `return`", near)
        found.append(mapping({"kind": why, "type": why, "text": Absent(near, "text")}, near))
    elif flow.end != NEVER:
        found.append(_exit("falls-off", "none", None, near))
    return found


def _returned(statement: ast.Return, types: Types, places: Places) -> list[Value]:
    near = places.of(statement)
    value = statement.value
    if value is None:
        return [_exit("bare", "none", None, near)]
    ways = [(branch, types.of(branch)) for branch in branches(value)]
    made = [type_ for _, type_ in ways if type_ != "none"]
    nothing = next((branch for branch, type_ in ways if type_ == "none"), None)
    found: list[Value] = []
    if made:
        text = places.text(value)
        type_ = agreed(made) or Unknown(f"it cannot be told what `{text}` is", places.of(value))
        found.append(_exit("value", type_, text, near))
    if nothing is not None:
        found.append(_exit("none", "none", places.text(nothing), near))
    return found


def _exit(kind: str, type_: str | Unknown, text: str | None, near: Located) -> Value:
    written = Absent(near, "text") if text is None else fact(text, near)
    return mapping({"kind": fact(kind, near), "type": fact(type_, near), "text": written}, near)
