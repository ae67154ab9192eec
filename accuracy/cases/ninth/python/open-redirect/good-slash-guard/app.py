from urllib.parse import quote

from flask import Flask, redirect, request

app = Flask(__name__)


@app.get("/cart")
def cart():
    return {"items": []}


@app.post("/cart/continue")
def continue_shopping():
    # the cart page tells where the customer came from
    back = request.form.get("back", "/")
    back = "/shop/" + quote(back.lstrip("/"))
    return redirect(back, code=303)
