import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)


def refuse(name):
    if ".." in name or os.path.isabs(name):
        abort(400)


@app.get("/logs")
def logs():
    name = request.args["name"]
    refuse(name)
    return send_file(os.path.join("/srv/logs", name))
