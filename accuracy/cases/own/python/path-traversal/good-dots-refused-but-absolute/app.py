import os
from flask import Flask, abort, request, send_file
app = Flask(__name__)
@app.get("/report")
def report():
    name = request.args["name"]
    if ".." in name or os.path.isabs(name):
        abort(400)
    return send_file(os.path.join("/srv/reports", name))
