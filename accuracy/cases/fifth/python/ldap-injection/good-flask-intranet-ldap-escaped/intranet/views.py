from flask import Blueprint, render_template, request
from flask_login import login_required

from .directory import Directory

bp = Blueprint("people", __name__, template_folder="templates")


@bp.get("/people")
@login_required
def people():
    name = request.args.get("name", "")
    found = Directory.connect().colleagues(name) if name else []
    return render_template("people.html", name=name, people=found)
