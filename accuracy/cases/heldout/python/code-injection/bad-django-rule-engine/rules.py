import operator

OPERATORS = {"<": operator.lt, ">": operator.gt, "=": operator.eq}


def holds(rule, order):
    if "__" in rule:
        raise ValueError("refused")
    return bool(eval(compile(rule, "rule", "eval"), {"order": order, "min": min}))
