import ast
import re
import subprocess

import requests
from defusedxml.ElementTree import fromstring
from flask import Blueprint, abort, current_app, g, redirect, render_template, render_template_string, request, url_for
from lxml import etree

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("tools", __name__, url_prefix="/tools")


@bp.post("/label")
@login_required
@checked_form
def label():
    """Print a label on the printer in the barn."""
    text = request.form.get("text", "")
    done = subprocess.run(f"echo '{text}' | lp -d labels", shell=True, capture_output=True, timeout=10)
    return {"printed": done.returncode == 0}


@bp.post("/barcode")
@login_required
@checked_form
def barcode():
    """A barcode for the envelope, as an image."""
    text = request.form.get("text", "")
    if not re.fullmatch(r"[A-Z0-9]{4,20}", text):
        abort(400)
    done = subprocess.run(["zint", "-o", "/dev/stdout", "-d", text], capture_output=True, timeout=10)
    return done.stdout, 200, {"Content-Type": "image/png"}


@bp.get("/calc")
def calc():
    """How many packets for a bed? Takes a formula such as 4*12/3."""
    formula = request.args.get("formula", "1")
    return {"packets": round(float(eval(formula)))}


@bp.get("/spacing")
def spacing():
    """A list of distances, for example [10, 15, 30]."""
    try:
        distances = ast.literal_eval(request.args.get("list", "[]")[:200])
    except (ValueError, SyntaxError):
        abort(400)
    if not isinstance(distances, list) or not all(isinstance(d, int) for d in distances):
        abort(400)
    return {"longest": max(distances, default=0)}


@bp.post("/letter")
@login_required
@checked_form
def letter():
    """Shows how a letter to the other gardener will look."""
    body = request.form.get("body", "")
    return render_template_string("<article>" + body + "</article>", member=g.member["name"])


@bp.post("/import/link")
@login_required
@checked_form
def import_link():
    """Take over a list of packets from another site."""
    page = requests.get(request.form.get("url", ""), timeout=5)
    return render_template("preview.html", text=page.text[:5000])


@bp.get("/frost")
def frost():
    """The date of the last frost for a post code."""
    answer = requests.get(current_app.config["FROST_URL"], params={"code": request.args.get("code", "")[:10]}, timeout=5)
    return {"date": answer.json().get("date")}


@bp.post("/import/xml")
@login_required
@checked_form
def import_xml():
    """Packets in the format of the old desktop program."""
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    tree = etree.fromstring(request.files["list"].read(), parser)
    db = get_db()
    rows = [(g.member["id"], node.findtext("name"), node.findtext("family"), int(node.findtext("year")))
            for node in tree.findall("packet")[:200]]
    db.executemany("INSERT INTO seed (owner_id, name, family, year) VALUES (?, ?, ?, ?)", rows)
    db.commit()
    return redirect(url_for("seeds.catalogue"))


@bp.post("/import/beds")
@login_required
@checked_form
def import_beds():
    """The plan of the beds, as the planner writes it."""
    tree = fromstring(request.files["plan"].read())
    return {"beds": [bed.get("name") for bed in tree.findall("bed")[:50]]}
