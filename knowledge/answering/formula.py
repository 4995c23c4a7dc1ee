"""Stated formulas: what they come to, exactly, by the rules that a reader would apply with pencil and paper."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

_SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-", "（": "(", "）": ")", ",": None, "%": None})
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(formula: str, digits: int | None = None) -> Decimal:
    """Return what a formula comes to, rounded half up to ``digits`` decimals where given.

    Raises ZeroDivisionError where it divides by zero and ValueError where it is no formula.

    >>> evaluate("(6 + 1) ÷ 9 × 100%", 1)
    Decimal('77.8')
    """
    try:
        tree = ast.parse(formula.translate(_SIGNS).strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"not a formula: {formula!r}") from error
    value = _value(tree.body)
    return value if digits is None else value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        right = _value(node.right)
        if isinstance(node.op, ast.Div) and right == 0:
            raise ZeroDivisionError
        return _OPERATIONS[type(node.op)](_value(node.left), right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        # The digits as written: a binary float would lose the last of them.
        return Decimal(repr(node.value))
    raise ValueError(f"not a formula: {ast.dump(node)}")
