import sqlite3

from flask import Blueprint, abort, jsonify, request

from auth import login_required
from db import connection

bp = Blueprint("playlists", __name__, url_prefix="/playlists")


@bp.patch("/<int:playlist_id>")
@login_required
def rename(playlist_id: int):
    title = str(request.get_json()["title"])[:80]
    owner = request.args.get("owner_id", type=int)
    db: sqlite3.Connection = connection()
    with db:
        changed = db.execute(
            "UPDATE playlists SET title = ? WHERE id = ? AND owner_id = ?", (title, playlist_id, owner)
        ).rowcount
    if not changed:
        abort(404)
    return jsonify(id=playlist_id, title=title)
