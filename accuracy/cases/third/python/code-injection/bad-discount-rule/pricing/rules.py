import ast


class RuleError(ValueError):
    """The rule cannot be worked out."""


def evaluate(rule: str, names: dict):
    try:
        tree = ast.parse(rule, mode="eval")
    except SyntaxError as error:
        raise RuleError("not an expression") from error
    if isinstance(tree.body, ast.Constant):
        return tree.body.value
    return eval(compile(tree, "<rule>", "eval"), {"__builtins__": {}}, names)
