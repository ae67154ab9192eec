from flask import Flask, request

from validation import valid

app = Flask(__name__)


@app.post("/photos/tags")
def tags():
    text = request.form.get("tags", "")
    if not valid(text):
        return {"error": "not a list of hashtags"}, 422
    return {"tags": text.split()}
