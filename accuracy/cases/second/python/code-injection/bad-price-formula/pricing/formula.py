import math

NAMES = {"round": round, "ceil": math.ceil, "floor": math.floor}


def compute(formula: str, variables: dict[str, float]) -> float:
    return float(eval(formula, {"__builtins__": {}}, {**NAMES, **variables}))
