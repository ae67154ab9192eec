from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)

KNOWN = ["news", "sport", "culture"]
ITEM = "<li class=\"tag\">{}</li>"
PAGE = "<ul>{}</ul>"


def known_items():
    return "".join(ITEM.format(escape(tag)) for tag in KNOWN)


@app.get("/tags")
def tags():
    values = request.args.getlist("tag")
    if not values:
        return PAGE.format(known_items())

    if len(values) > 20:
        return "too many tags", 400, {"Content-Type": "text/plain"}

    last = values[-1]
    items = ITEM.format(last)
    return PAGE.format(items)
