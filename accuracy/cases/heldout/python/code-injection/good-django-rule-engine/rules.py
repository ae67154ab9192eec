import operator

OPERATORS = {"<": operator.lt, ">": operator.gt, "=": operator.eq}


def holds(rule, order):
    field, sign, limit = rule.split()
    if field not in ("total", "items") or sign not in OPERATORS:
        raise ValueError("refused")
    return OPERATORS[sign](order[field], float(limit))
