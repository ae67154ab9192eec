from flask import Flask, g, request

from audit import record

app = Flask(__name__)


@app.post("/items")
def create():
    name = request.json["name"]
    record(g.user.id, "created", name)
    return {"name": name}, 201
