import random

from flask import Blueprint, render_template, render_template_string, request

from .db import get_db

bp = Blueprint("pages", __name__)

HELP = """<!doctype html><title>Help</title>
<h1>How to {{ topic }}</h1>
<p>Ask at the market table, or write a note to the stewards.</p>"""


@bp.get("/")
def home():
    """A packet of the day makes the front page livelier."""
    seeds = get_db().execute("SELECT id, name FROM seed ORDER BY id DESC LIMIT 30").fetchall()
    featured = random.choice(seeds) if seeds else None
    return render_template("home.html", featured=featured)


@bp.get("/help")
def help_page():
    topic = request.args.get("topic", "swap seeds")[:40]
    return render_template_string(HELP, topic=topic)


@bp.get("/healthz")
def health():
    get_db().execute("SELECT 1")
    return {"ok": True}
