"""What the condition of an `if` or `while` surely is when the scoring engine imports the script."""

from __future__ import annotations

import ast

# Longer chains of `and`, `or` and `not` are not looked into.
_DEEPEST = 20


def truth(test: ast.expr, depth: int = 0) -> bool | None:
    """Tell whether a condition surely holds or surely does not; None when that depends."""
    if depth > _DEEPEST:
        return None
    if is_type_checking(test):
        return False
    match test:
        case ast.Constant(value=value):
            return bool(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = truth(operand, depth + 1)
            return None if inner is None else not inner
        case ast.BoolOp(op=operator, values=values):
            decisive = isinstance(operator, ast.Or)
            known = [truth(value, depth + 1) for value in values]
            if decisive in known:
                return decisive
            return None if None in known else not decisive
    return None


def is_type_checking(test: ast.expr) -> bool:
    """Tell whether a condition is `TYPE_CHECKING`, which only type checkers take for true."""
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
    return False


def is_main_guard(statement: ast.AST) -> bool:
    """Tell whether a statement is `if __name__ == "__main__":`, whose body does not run on import."""
    match statement:
        case ast.If(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
            match left, right:
                case (ast.Name(id="__name__"), ast.Constant(value="__main__")) | (ast.Constant(value="__main__"), ast.Name(id="__name__")):
                    return True
    return False
