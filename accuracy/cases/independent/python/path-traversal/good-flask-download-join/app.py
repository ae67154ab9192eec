from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)
REPORTS = Path("/srv/reports").resolve()


@app.get("/reports/download")
def download():
    name = request.args.get("name", "")
    path = (REPORTS / name).resolve()
    if not path.is_relative_to(REPORTS) or not path.exists():
        abort(404)
    return send_file(path)
