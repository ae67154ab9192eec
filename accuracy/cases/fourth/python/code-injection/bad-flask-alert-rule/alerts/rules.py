def matches(rule, sample):
    return bool(eval(rule, {"value": sample["value"], "unit": sample["unit"]}))
