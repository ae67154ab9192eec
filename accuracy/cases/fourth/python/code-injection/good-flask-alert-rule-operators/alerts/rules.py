import operator

OPERATORS = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


def matches(rule, sample):
    symbol, _, bound = rule.partition(" ")
    return OPERATORS[symbol](sample["value"], float(bound))
