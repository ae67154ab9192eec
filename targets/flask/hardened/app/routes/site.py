from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, send_from_directory

from app.core import schemas

blueprint = Blueprint("site", __name__)

LEAFLETS = Path(__file__).parent.parent / "leaflets"
PARTNERS = {"insurance": "https://insurance.example/clinic", "map": "https://map.example/lake"}
PASSWORD_LABEL = "Password (at least twelve characters)"


@blueprint.get("/search")
def search_page():
    wanted = schemas.query(schemas.SearchPage)
    return render_template("search.html", term=wanted.q, label=PASSWORD_LABEL)


@blueprint.get("/leaflets/<path:name>")
def leaflet(name):
    if "\0" in name:
        abort(404)
    return send_from_directory(LEAFLETS, name, mimetype="text/plain")


@blueprint.get("/go/<partner>")
def partner(partner):
    if partner not in PARTNERS:
        abort(404)
    return redirect(PARTNERS[partner])
