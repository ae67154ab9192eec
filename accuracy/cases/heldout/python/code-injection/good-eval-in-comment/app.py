import ast

from flask import Flask, request

app = Flask(__name__)


class Model:
    def eval(self, rows):
        return sum(len(row) for row in rows)


model = Model()


@app.post("/score")
def score():
    # eval(request.form["rows"]) was dropped in favour of literals
    rows = ast.literal_eval(request.form["rows"])
    return {"score": model.eval(rows)}
