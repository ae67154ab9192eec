class PriceRule:
    def __init__(self, formula):
        self.formula = formula

    def factor(self):
        return eval(self.formula, {"__builtins__": {}}, {"min": min, "max": max})
