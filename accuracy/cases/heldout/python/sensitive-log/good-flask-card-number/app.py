from flask import Flask, request

from payments import Charge, charge

app = Flask(__name__)


@app.post("/charges")
def create():
    body = request.get_json()
    return charge(Charge(body["card_number"], int(body["amount"]))), 201
