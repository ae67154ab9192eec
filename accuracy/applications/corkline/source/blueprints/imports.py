"""Takes over lists of other programs."""
import base64
import pickle

import yaml
from flask import Blueprint, g, redirect, request, url_for
from lxml import etree

import db
from auth_utils import login_required

bp = Blueprint("imports", __name__, url_prefix="/import")

FEED_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def add(name, region, year, price=0):
    db.write(
        "INSERT INTO bottles (owner_id, name, region, year, price) VALUES (?, ?, ?, ?, ?)",
        (g.user["id"], name, region, int(year), float(price)),
    )


@bp.post("/xml")
@login_required
def from_xml():
    """<cellar><bottle><name/><region/><year/></bottle></cellar>"""
    parser = etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False)
    root = etree.fromstring(request.files["list"].read(), parser)
    for node in root.findall("bottle"):
        add(node.findtext("name"), node.findtext("region"), node.findtext("year"))
    return redirect(url_for("bottles.index"))


@bp.post("/feed")
@login_required
def from_feed():
    """The feed of the wine dealers."""
    root = etree.fromstring(request.get_data(), FEED_PARSER)
    for node in root.iter("offer"):
        add(node.get("title"), node.get("origin"), node.get("vintage"), node.get("price", 0))
    return {"taken": len(root)}


@bp.post("/backup")
@login_required
def from_backup():
    """The backup that the old desktop program wrote."""
    cellar = pickle.loads(base64.b64decode(request.form["backup"]))
    for item in cellar:
        add(item["name"], item["region"], item["year"], item.get("price", 0))
    return redirect(url_for("bottles.index"))


@bp.post("/yaml")
@login_required
def from_yaml():
    items = yaml.load(request.files["list"].read(), Loader=yaml.Loader)
    for item in items:
        add(item["name"], item["region"], item["year"], item.get("price", 0))
    return redirect(url_for("bottles.index"))
