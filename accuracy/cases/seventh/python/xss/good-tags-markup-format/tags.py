from flask import Flask, request
from markupsafe import Markup

app = Flask(__name__)

KNOWN = ["news", "sport", "culture"]
ITEM = Markup("<li class=\"tag\">{}</li>")
PAGE = Markup("<ul>{}</ul>")


def known_items():
    return Markup("").join(ITEM.format(tag) for tag in KNOWN)


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
