from flask import Flask, request

from invitations import invite

app = Flask(__name__)


@app.post("/invitations")
def create():
    invite(request.get_json())
    return "", 202
