from flask import Blueprint, g, request

from auth import login_required
from nav import back_to

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.post("/theme")
@login_required
def choose_theme():
    g.user.set_theme(request.form.get("theme") == "dark")
    return back_to()
