import base64
from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)

BASE = Path("/srv/tickets/attachments")


class Locator:
    def __init__(self, base):
        self.base = base

    def locate(self, reference):
        candidate = (self.base / reference).resolve()
        if not candidate.is_relative_to(self.base):
            return None
        return candidate


locator = Locator(BASE)


@app.get("/attachments/current")
def current_attachment():
    cookie = request.cookies.get("attachment")
    if cookie is None:
        abort(404)
    reference = base64.b64decode(cookie).decode("utf-8", "replace")
    path = locator.locate(reference)
    if path is None or not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True)
