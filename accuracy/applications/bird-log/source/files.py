import base64
import hashlib
import os
import pickle
import subprocess
import zipfile

import yaml
from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, send_file, send_from_directory, url_for
from lxml import etree

from accounts import login_required
from db import change, query

bp = Blueprint("files", __name__)


@bp.route("/sightings/<int:sighting_id>/photo", methods=["POST"])
@login_required
def add_photo(sighting_id):
    photo = request.files["photo"]
    photo.save(os.path.join(current_app.config["PHOTO_FOLDER"], photo.filename))
    change(
        "UPDATE sightings SET photo = ? WHERE id = ? AND watcher_id = ?",
        (photo.filename, sighting_id, g.watcher["id"]),
    )
    return redirect(url_for("sightings.show", sighting_id=sighting_id))


# Chapters of the field guide, as PDF.
@bp.route("/guide")
def guide():
    chapter = request.args.get("chapter", "introduction.pdf")
    return send_file(os.path.join(current_app.config["GUIDE_FOLDER"], chapter))


@bp.route("/guide/maps/<path:name>")
def guide_map(name):
    return send_from_directory(current_app.config["GUIDE_FOLDER"], name)


# Looks up a bird in guides/species.xml.
@bp.route("/guide/species")
def species():
    name = request.args.get("name", "")
    tree = etree.parse(os.path.join(current_app.config["GUIDE_FOLDER"], "species.xml"))
    found = tree.xpath("//bird[@name='" + name + "']/text()")
    return render_template("message.html", text="; ".join(found) or "Not in the guide.")


# Imports the exchange format of other bird logs.
@bp.route("/import/xml", methods=["POST"])
@login_required
def import_xml():
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    root = etree.fromstring(request.data, parser)
    for item in root.findall("sighting"):
        change(
            "INSERT INTO sightings (watcher_id, species, place, seen_on) VALUES (?, ?, ?, ?)",
            (g.watcher["id"], item.findtext("species"), item.findtext("place"), item.findtext("date")),
        )
    return {"imported": len(root.findall("sighting"))}


@bp.route("/import/yaml", methods=["POST"])
@login_required
def import_yaml():
    entries = yaml.load(request.data, Loader=yaml.Loader)
    for entry in entries:
        change(
            "INSERT INTO sightings (watcher_id, species, place, seen_on) VALUES (?, ?, ?, ?)",
            (g.watcher["id"], entry["species"], entry["place"], str(entry["date"])),
        )
    return {"imported": len(entries)}


@bp.route("/import/checklist", methods=["POST"])
@login_required
def import_checklist():
    wanted = yaml.safe_load(request.data) or []
    rows = query("SELECT DISTINCT species FROM sightings WHERE watcher_id = ?", (g.watcher["id"],))
    seen = {row["species"] for row in rows}
    return {"missing": [name for name in wanted if isinstance(name, str) and name not in seen]}


# A zip with the photos of a whole trip.
@bp.route("/import/trip", methods=["POST"])
@login_required
def import_trip():
    folder = current_app.config["PHOTO_FOLDER"]
    with zipfile.ZipFile(request.files["trip"]) as archive:
        for name in archive.namelist():
            if name.lower().endswith((".jpg", ".jpeg")):
                with open(os.path.join(folder, name), "wb") as out:
                    out.write(archive.read(name))
    return redirect(url_for("sightings.index"))


# The last filters that a visitor used are kept in a cookie.
@bp.route("/filters", methods=["GET", "POST"])
def filters():
    if request.method == "POST":
        answer = make_response(redirect(url_for("files.filters")))
        answer.set_cookie("filters", base64.b64encode(pickle.dumps(request.form.to_dict())).decode(), httponly=True)
        return answer
    kept = pickle.loads(base64.b64decode(request.cookies["filters"])) if "filters" in request.cookies else {}
    return render_template("filters.html", filters=kept)


# Makes a spectrogram of a recording with sox.
@bp.route("/recordings/spectrogram", methods=["POST"])
@login_required
def spectrogram():
    title = request.form.get("title", "Recording")
    source = os.path.join(current_app.config["PHOTO_FOLDER"], "latest.wav")
    subprocess.run(f"sox {source} -n spectrogram -t '{title}' -o {source}.png", shell=True, timeout=30)
    return redirect(url_for("sightings.index"))


@bp.route("/export.csv")
@login_required
def export():
    rows = query("SELECT species, place, seen_on, count FROM sightings WHERE watcher_id = ? LIMIT 5000", (g.watcher["id"],))
    text = "\n".join(",".join(str(value) for value in row) for row in rows)
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/csv"
    answer.set_etag(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest())
    return answer
