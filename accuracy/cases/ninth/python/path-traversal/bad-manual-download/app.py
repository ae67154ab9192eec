from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)

ROOT = Path("/srv/manuals").resolve()


class Manual:
    def __init__(self, *parts):
        self.path = ROOT.joinpath(*parts)

    @property
    def available(self):
        return self.path.is_file()


@app.get("/manuals")
def manual():
    doc = Manual(request.args.get("lang", "en"), request.args.get("doc", "index.pdf"))
    if not doc.available:
        abort(404)
    return send_file(doc.path, as_attachment=True)
