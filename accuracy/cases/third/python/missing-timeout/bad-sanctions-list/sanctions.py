import json
import urllib.request
from functools import partial

from flask import Blueprint, jsonify
from flask_login import login_required

LIST_URL = "https://lists.example.org/sanctions.json"
blueprint = Blueprint("sanctions", __name__)
fetch = partial(urllib.request.urlopen, LIST_URL)


@blueprint.get("/sanctions/count")
@login_required
def count():
    with fetch() as response:
        entries = json.load(response)
    return jsonify(count=len(entries))
