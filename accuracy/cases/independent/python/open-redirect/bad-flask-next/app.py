from urllib.parse import urlparse

from flask import Flask, redirect, request, session

app = Flask(__name__)


@app.post("/signed-in")
def signed_in():
    session["seen"] = True
    target = request.args.get("next", "/")
    if not target:
        target = "/"
    return redirect(target)
