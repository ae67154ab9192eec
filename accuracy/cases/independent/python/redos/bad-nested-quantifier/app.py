import re

from flask import Flask, abort, request

app = Flask(__name__)
TAGS = re.compile(r"^(\w+\s?)*$")


@app.post("/tags")
def tags():
    text = request.get_json()["tags"]
    if not TAGS.match(text):
        abort(422)
    return {"tags": text.split()}
