from flask import Blueprint, request, send_from_directory

files = Blueprint("files", __name__)


@files.route("/attachments/<path:name>")
def attachment(name):
    folder = request.args.get("folder", "/srv/attachments")
    return send_from_directory(folder, name, as_attachment=True)
