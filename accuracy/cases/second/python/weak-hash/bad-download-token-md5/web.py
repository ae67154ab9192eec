from flask import Flask, abort, jsonify, request, send_from_directory

from auth import login_required
from links import sign, valid

app = Flask(__name__)


@app.post("/links/<int:number>")
@login_required
def create_link(number: int):
    return jsonify(url=sign(f"/files/{number}.pdf"))


@app.get("/files/<int:number>.pdf")
def download(number: int):
    if not valid(request.path, request.args.get("until", 0, type=int), request.args.get("signature", "")):
        abort(403)
    return send_from_directory("/srv/files", f"{number}.pdf")
