import configparser
import os

from flask import Flask, Response, request

app = Flask(__name__)

THEME_DIR = "/srv/app/themes"


@app.get("/theme.css")
def theme():
    wanted = request.headers.get("X-Theme", "plain.css")

    settings = configparser.RawConfigParser()
    settings.add_section("theme")
    settings.set("theme", "default", "plain.css")
    settings.set("theme", "requested", wanted)

    name = settings.get("theme", "requested")
    path = os.path.join(THEME_DIR, name)
    try:
        with open(path, encoding="utf-8") as css:
            content = css.read()
    except FileNotFoundError:
        return Response("", status=404, mimetype="text/css")
    return Response(content, mimetype="text/css")
