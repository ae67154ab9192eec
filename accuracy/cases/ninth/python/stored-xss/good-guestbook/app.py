from flask import Flask, redirect, render_template_string, request, url_for
from markupsafe import Markup, escape

import store

app = Flask(__name__)

PAGE = "<ul>{% for entry in entries %}<li>{{ entry }}</li>{% endfor %}</ul>"


def with_breaks(body):
    return Markup("<br>").join(escape(line) for line in body.split("\n"))


@app.post("/guestbook")
def sign():
    store.add(request.form.get("body", "")[:500])
    return redirect(url_for("guestbook"))


@app.get("/guestbook")
def guestbook():
    return render_template_string(PAGE, entries=[with_breaks(body) for body in store.latest()])
