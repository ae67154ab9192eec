import ast
import operator

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
}


class RuleError(ValueError):
    """The rule cannot be worked out."""


def _value(node: ast.AST, names: dict):
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
    raise RuleError("only numbers, names, arithmetic and comparisons")


def evaluate(rule: str, names: dict):
    try:
        tree = ast.parse(rule, mode="eval")
    except SyntaxError as error:
        raise RuleError("not an expression") from error
    if isinstance(tree.body, ast.Constant):
        return tree.body.value
    return _value(tree.body, names)
