from flask import Blueprint, render_template, request

from pagecache import cached
from shop import search

bp = Blueprint("pages", __name__)


@bp.get("/search")
@cached
def results():
    return render_template("results.html", products=search(request.args.get("q", ""), limit=24))
