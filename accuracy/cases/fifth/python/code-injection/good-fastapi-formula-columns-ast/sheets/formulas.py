import ast
import operator

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class Formula:
    def __init__(self, text: str):
        self.tree = ast.parse(text[:200], mode="eval").body

    def value_for(self, row: dict[str, float]) -> float:
        return self._compute(self.tree, row)

    def _compute(self, node, row):
        match node:
            case ast.Constant(value=int() | float() as value):
                return value
            case ast.Name(id=name) if name in row:
                return row[name]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return OPERATORS[type(op)](self._compute(left, row), self._compute(right, row))
        raise ValueError("unknown part of a formula")
