import ast


class PriceRule:
    def __init__(self, formula):
        self.formula = formula

    def factor(self):
        return ast.literal_eval(self.formula)
