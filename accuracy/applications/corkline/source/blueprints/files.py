"""Labels and papers of the bottles."""
import hashlib
import os
import secrets

import requests
from flask import Blueprint, Response, abort, current_app, g, redirect, request, send_file, send_from_directory, url_for

import db
from auth_utils import login_required

bp = Blueprint("files", __name__, url_prefix="/files")


@bp.post("/label/<int:bottle_id>")
@login_required
def label(bottle_id):
    """A photo of the label; it is shown from /static/labels."""
    photo = request.files["photo"]
    photo.save(os.path.join(current_app.config["LABEL_DIR"], photo.filename))
    db.write("UPDATE bottles SET label = ? WHERE id = ? AND owner_id = ?",
             (photo.filename, bottle_id, g.user["id"]))
    return redirect(url_for("bottles.show", bottle_id=bottle_id))


@bp.post("/portrait")
@login_required
def portrait():
    photo = request.files["photo"]
    kind = (photo.filename or "").rsplit(".", 1)[-1].lower()
    if kind not in current_app.config["LABEL_TYPES"]:
        abort(415)
    name = f"{secrets.token_hex(16)}.{kind}"
    photo.save(os.path.join(current_app.config["UPLOAD_DIR"], name))
    return {"portrait": url_for("files.image", name=name)}


@bp.get("/image/<name>")
def image(name):
    return send_from_directory(current_app.config["UPLOAD_DIR"], name)


@bp.get("/paper")
@login_required
def paper():
    """Papers of a purchase: /files/paper?name=2021/invoice.pdf"""
    path = os.path.join(current_app.config["UPLOAD_DIR"], request.args["name"])
    if not os.path.exists(path):
        abort(404)
    return send_file(path)


@bp.get("/fetch-label")
@login_required
def fetch_label():
    """Looks at a label on the page of a winery before it is taken over."""
    answer = requests.get(request.args["url"], timeout=10)
    response = Response(answer.content, mimetype="image/jpeg")
    response.set_etag(hashlib.md5(answer.content).hexdigest())
    return response
