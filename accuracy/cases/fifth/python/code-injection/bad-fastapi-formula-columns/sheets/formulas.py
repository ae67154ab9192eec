FUNCTIONS = {"min": min, "max": max, "round": round}


class Formula:
    def __init__(self, text: str):
        self.text = text

    def value_for(self, row: dict[str, float]) -> float:
        return eval(self.text, dict(FUNCTIONS), row)
