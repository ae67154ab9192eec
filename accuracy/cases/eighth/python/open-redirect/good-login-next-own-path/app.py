from urllib.parse import urlsplit

from flask import Flask, redirect, request, session

app = Flask(__name__)
app.config.from_prefixed_env()


@app.get("/welcome")
def welcome():
    session["welcomed"] = True
    try:
        target = request.args["next"]
    except KeyError:
        target = "/dashboard"

    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "\\" in target or not target.startswith("/") or target.startswith("//"):
        target = "/dashboard"

    return redirect(target, code=303)
