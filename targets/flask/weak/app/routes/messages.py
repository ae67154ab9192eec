import re
import urllib.request

from flask import Blueprint, g, jsonify, request

from app.core.responses import page
from app.core.security import login_required
from app.database import insert, query

blueprint = Blueprint("messages", __name__)

LINK = re.compile(r"^(https?://)?([\w-]+\.?)+(/[\w-]*)*$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
DEFAULT_LIMIT = eval("10 * 2")


@blueprint.get("/guestbook")
def guestbook():
    entries = query("SELECT author, body FROM messages ORDER BY id DESC LIMIT 50")
    content = "".join(f"<article><h2>{entry['author']}</h2><p>{entry['body']}</p></article>" for entry in entries)
    return page("Guestbook", content)


@blueprint.post("/api/v1/messages")
@login_required
def post_message():
    data = request.get_json(force=True)
    message_id = insert("INSERT INTO messages (author, body) VALUES (?, ?)", (g.account["username"], data["body"]))
    return jsonify(id=message_id), 201


@blueprint.post("/api/v1/links/check")
def check_link():
    link = request.get_json(force=True)["link"]
    return jsonify(valid=LINK.match(link) is not None)


@blueprint.post("/api/v1/webhooks/test")
@login_required
def test_webhook():
    target = request.get_json(force=True)["target"]
    with urllib.request.urlopen(target) as answer:
        return jsonify(status=answer.status, body=answer.read(300).decode("utf-8", "replace"))


@blueprint.get("/search")
def search_page():
    return page("No results for " + request.args.get("q", ""), "<p>Try another word.</p>")


@blueprint.get("/site", defaults={"rest": ""})
@blueprint.get("/site/<path:rest>")
def site(rest):
    return page("Clinic at the lake", "<p>Opening hours: 8 to 17</p>")
