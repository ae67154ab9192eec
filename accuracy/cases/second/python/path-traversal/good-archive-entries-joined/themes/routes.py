import tempfile
import uuid
from pathlib import Path

from flask import Blueprint, jsonify, request

from themes.auth import shop_admin_required
from themes.unpack import unpack

bp = Blueprint("themes", __name__)


@bp.post("/themes")
@shop_admin_required
def upload_theme():
    with tempfile.NamedTemporaryFile(suffix=".zip") as kept:
        request.files["theme"].save(kept.name)
        folder = Path("/srv/themes") / uuid.uuid4().hex
        folder.mkdir()
        return jsonify(files=unpack(Path(kept.name), folder)), 201
