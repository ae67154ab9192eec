from flask import Flask, make_response, request
from markupsafe import escape

app = Flask(__name__)

HEADER = "<!doctype html><html><body>"
FOOTER = "</body></html>"


class Page:
    def __init__(self):
        self._parts = [HEADER]

    def add(self, part):
        self._parts.append(str(part))
        return self

    def render(self):
        return "".join([*self._parts, FOOTER])


@app.post("/greeting")
def greeting():
    name = request.form.get("name", "visitor")
    page = Page()
    page.add("<p>Hello, ")
    page.add(escape(name))
    page.add("</p>")
    response = make_response(page.render())
    response.headers["Cache-Control"] = "no-store"
    return response
