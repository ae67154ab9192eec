from flask import Flask, abort, request

from lockers import Lockers

app = Flask(__name__)
lockers = Lockers("mongodb://mongo.internal")


@app.post("/lockers/<int:number>/open")
def open_locker(number):
    pin = str(request.get_json()["pin"])
    locker = lockers.open(number, pin)
    if locker is None:
        abort(403)
    return {"opened": number}
