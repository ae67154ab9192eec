from flask import Flask, request

from rendering import environment

app = Flask(__name__)


@app.get("/shops")
def shops():
    return environment.get_template("miss").render(town=request.args.get("town", "")), 404
