"""What a passenger gets for the days without the bag."""
from decimal import Decimal

FORMULA = "30 + 25 * days"
STEPS = {1: Decimal(30), 3: Decimal(80), 7: Decimal(180), 21: Decimal(400)}


def compute(days, formula=None):
    return round(eval(formula or FORMULA, {"__builtins__": {}}, {"days": days, "min": min, "max": max}), 2)


def by_steps(days):
    reached = [amount for step, amount in STEPS.items() if step <= days]
    return reached[-1] if reached else Decimal(0)
