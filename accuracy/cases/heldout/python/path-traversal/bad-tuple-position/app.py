from pathlib import Path

from flask import Flask, request

app = Flask(__name__)


def candidates():
    return "standard.txt", request.args.get("licence", "standard.txt")


@app.get("/licence")
def licence():
    chosen = candidates()[1]
    return Path("/srv/licences", chosen).read_text()
