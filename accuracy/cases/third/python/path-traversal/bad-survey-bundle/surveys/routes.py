import tempfile
from pathlib import Path

from flask import Blueprint, jsonify, request
from flask_login import login_required

from surveys.bundle import unpack
from surveys.reader import read_answers

blueprint = Blueprint("surveys", __name__)


@blueprint.post("/surveys/import")
@login_required
def import_survey():
    upload = request.files["bundle"]
    with tempfile.TemporaryDirectory() as directory:
        names = unpack(upload.stream, Path(directory))
        return jsonify(answers=sum(read_answers(name) for name in names))
