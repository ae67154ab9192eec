import re
from html import escape

from flask import Flask, make_response, request

app = Flask(__name__)
TAG = re.compile(r"<[a-z]+[^>]*>")


@app.post("/preview")
def preview():
    text = request.form["text"]
    text = escape(TAG.sub("", text))
    response = make_response("<div class='preview'>" + text + "</div>")
    response.headers["Cache-Control"] = "no-store"
    return response
