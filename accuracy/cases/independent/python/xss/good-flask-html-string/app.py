from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.get("/badge")
def badge():
    name = request.args.get("name", "guest")
    return f"<!doctype html><p>Hello {escape(name)}</p>"
