from flask import Blueprint, request
from markupsafe import Markup

from . import db
from .markup import bullet_list, page

bp = Blueprint("search", __name__)


@bp.get("/search")
def search():
    words = request.args.get("q", "").strip()
    rows = db.fetch_all("SELECT name FROM tours WHERE name ILIKE %s LIMIT 40", (f"%{words}%",))
    if not rows:
        return page("Search", Markup("<p>No tour matches <em>{}</em>.</p>").format(words))
    return page("Search", bullet_list(row["name"] for row in rows))
