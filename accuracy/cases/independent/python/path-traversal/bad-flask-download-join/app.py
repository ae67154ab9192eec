from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)
REPORTS = Path("/srv/reports").resolve()


@app.get("/reports/download")
def download():
    name = request.args.get("name", "")
    path = REPORTS / name
    if not path.exists():
        abort(404)
    return send_file(path)
