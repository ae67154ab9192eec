import hashlib
import os
import uuid

from flask import Blueprint, abort, current_app, g, redirect, request, send_file, send_from_directory, url_for

from .db import get_db
from .forms import checked_form, login_required

bp = Blueprint("files", __name__)

MAGIC = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}


@bp.get("/photos")
def photo():
    """The photo of a packet, by the name in the table."""
    name = request.args.get("name", "")
    path = os.path.join(current_app.config["PHOTO_DIR"], name)
    if not os.path.exists(path):
        abort(404)
    return send_file(path)


@bp.get("/leaflets/<path:name>")
def leaflet(name):
    """Growing notes as PDF."""
    response = send_from_directory(current_app.config["LEAFLET_DIR"], name)
    response.set_etag(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest())
    return response


@bp.post("/seeds/<int:seed_id>/photo")
@login_required
@checked_form
def add_photo(seed_id):
    """Owners add a picture of the plant."""
    upload = request.files.get("photo")
    if upload is None:
        abort(400)
    name = f"{seed_id}-{uuid.uuid4().hex}" + os.path.splitext(upload.filename)[1]
    upload.save(os.path.join(current_app.static_folder, name))
    db = get_db()
    db.execute("UPDATE seed SET photo = ? WHERE id = ? AND owner_id = ?", (name, seed_id, g.member["id"]))
    db.commit()
    return redirect(url_for("seeds.show", seed_id=seed_id))


@bp.post("/members/me/portrait")
@login_required
@checked_form
def add_portrait():
    """Portraits are kept under the number of the member."""
    upload = request.files.get("portrait")
    if upload is None:
        abort(400)
    head = upload.stream.read(8)
    upload.stream.seek(0)
    ending = next((end for magic, end in MAGIC.items() if head.startswith(magic)), None)
    if ending is None:
        abort(415)
    upload.save(os.path.join(current_app.config["PHOTO_DIR"], f"member-{g.member['id']}{ending}"))
    return redirect(url_for("members.show", member_id=g.member["id"]))
