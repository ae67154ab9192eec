"""Server-rendered pages."""
import hmac
import random
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, session, url_for
from markupsafe import Markup, escape
from sqlalchemy import text

from ..auth import csrf_protect, page_login_required, start_session
from ..errors import Problem
from ..extensions import db
from ..models import Article, Payment, Proposal, User
from ..repositories import repository
from ..services import accounts, money

pages = Blueprint("pages", __name__)
users = repository(User)
TINTS = ("#27548a", "#7a5c1e", "#3d7a4b", "#8a2753")
LEAVE = {"guide": "https://guide.fundwell.test/", "status": "https://status.fundwell.test/"}


@pages.app_template_filter("paragraphs")
def paragraphs(value):
    """Blank lines become paragraphs, single ones become breaks."""
    blocks = [block.strip() for block in (value or "").split("\n\n") if block.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(escape(block)) for block in blocks).replace("\n", Markup("<br>"))


def _local(target):
    """Where to go after signing in: pages of this site only."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return url_for("pages.dashboard")
    if parts.scheme or parts.netloc or not target.startswith("/") or target[1:2] in ("/", "\\") or not target.isprintable():
        return url_for("pages.dashboard")
    return target


@pages.get("/")
def home():
    return render_template("home.html", tint=random.choice(TINTS))


@pages.route("/login", methods=["GET", "POST"])
def login():
    target = request.values.get("next", "")
    if request.method == "POST":
        try:
            user = accounts.sign_in(request.form.get("email", "")[:160], request.form.get("password", "")[:200])
        except Problem as exc:
            return render_template("login.html", next=target, message=exc.message), exc.status
        start_session(user)
        return redirect(_local(target))
    return render_template("login.html", next=target, message=None)


@pages.post("/logout")
@page_login_required
@csrf_protect
def logout():
    users.update(g.user, token_version=g.user.token_version + 1)
    db.session.commit()
    session.clear()
    return redirect(url_for("pages.home"))


@pages.get("/dashboard")
@page_login_required
def dashboard():
    rows = repository(Proposal).find(order=Proposal.id.desc(), limit=50, institution_id=g.user.institution_id)
    return render_template("dashboard.html", proposals=rows)


@pages.route("/account", methods=["GET", "POST"])
@page_login_required
@csrf_protect
def account():
    if request.method == "POST":
        users.update(g.user, name=request.form.get("name", g.user.name).strip()[:120] or g.user.name,
                     phone=request.form.get("phone", "").strip()[:40], bio=request.form.get("bio", "").strip()[:4000],
                     public_profile=request.form.get("public_profile") == "on")
        db.session.commit()
        return redirect(url_for("pages.account"))
    return render_template("account.html")


@pages.get("/people/<int:ident>")
def person(ident):
    found = users.first(id=ident, public_profile=True, active=True)
    if found is None:
        raise Problem(404, "There is no such profile")
    return render_template("person.html", person=found)


@pages.get("/grants")
def grants():
    query = request.args.get("q", "")[:200]
    rows = db.session.execute(text(
        "SELECT p.slug, p.title, p.awarded, i.name AS institution FROM proposals p JOIN institutions i ON i.id = p.institution_id"
        " WHERE p.status = 'awarded' AND instr(lower(p.title), lower(:q)) > 0 ORDER BY p.id DESC LIMIT 50"), {"q": query}).all()
    return render_template("grants.html", rows=rows, query=query)


@pages.get("/help/<slug>")
def help_page(slug):
    found = repository(Article).first(slug=slug[:80])
    return render_template("help.html", article=found, slug=slug[:80])


@pages.get("/leave/<name>")
def leave(name):
    return redirect(LEAVE.get(name, "/"))


@pages.get("/feeds/<int:home>/<signature>.ics")
def feed(home, signature):
    if not hmac.compare_digest(signature.encode(), money.feed_signature(home).encode()):
        raise Problem(404, "There is no such calendar")
    rows = repository(Payment).find(institution_id=home, limit=100)
    body = "".join(f"BEGIN:VEVENT\r\nUID:{row.reference}@{current_app.config['PORTAL_HOST']}\r\nSUMMARY:Payment {row.status}\r\nEND:VEVENT\r\n" for row in rows)
    return Response(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n", mimetype="text/calendar")
