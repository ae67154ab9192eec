from fastapi import FastAPI

app = FastAPI()
STANDARD = "price * quantity"


@app.get("/quote")
def quote(price: float, quantity: int, formula: str = STANDARD) -> dict:
    class Chosen:
        def __init__(self, given: str) -> None:
            self.given = given
            self.standard = STANDARD

        def text(self) -> str:
            return self.standard

    chosen = Chosen(formula)
    names = {"price": price, "quantity": quantity}
    total = eval(chosen.text(), {"__builtins__": {}}, names)

    return {"total": total, "custom": chosen.given != STANDARD}
