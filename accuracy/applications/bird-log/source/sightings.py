import random

from flask import Blueprint, g, redirect, render_template, render_template_string, request, url_for
from markupsafe import Markup, escape

from accounts import login_required, warden_required
from db import change, one, query

bp = Blueprint("sightings", __name__)

SORTS = {"date": "seen_on DESC", "species": "species", "count": "count DESC"}
TIPS = ["Bring a flask of tea.", "Early birds see early birds.", "Keep the sun behind you."]


# The front page: fifty sightings in one of three orders.
@bp.route("/")
def index():
    order = SORTS.get(request.args.get("sort"), SORTS["date"])
    rows = query(f"SELECT * FROM sightings WHERE hidden = 0 ORDER BY {order} LIMIT 50")
    return render_template("index.html", sightings=rows, tip=random.choice(TIPS))


@bp.route("/search")
def search():
    word = request.args.get("q", "")
    rows = query("SELECT * FROM sightings WHERE hidden = 0 AND species LIKE '%" + word + "%' LIMIT 50")
    if not rows:
        return f"<h1>No sightings of {word}</h1><a href='/'>Back</a>"
    return render_template("index.html", sightings=rows, tip=None)


# Sightings of several places: /places?place=Marsh&place=Old+quay
@bp.route("/places")
def places():
    wanted = request.args.getlist("place")[:10]
    if not wanted:
        return redirect(url_for("sightings.index"))
    marks = ",".join("?" for _ in wanted)
    rows = query(f"SELECT * FROM sightings WHERE hidden = 0 AND place IN ({marks}) LIMIT 100", wanted)
    return render_template("index.html", sightings=rows, tip=None)


@bp.route("/all")
def everything():
    rows = query("SELECT * FROM sightings WHERE hidden = 0 ORDER BY seen_on LIMIT 500")
    return render_template("index.html", sightings=rows, tip=None)


# The list of the year, for the printed report; group is a column of the table.
@bp.route("/report")
def report():
    group = request.args.get("group", "species")
    year = request.args.get("year", "2024")
    sql = "SELECT {0} AS label, SUM(count) AS total FROM sightings WHERE seen_on LIKE ? GROUP BY {0}".format(group)
    rows = query(sql, (year + "%",))
    return render_template("report.html", rows=rows, year=year)


@bp.route("/sightings/<int:sighting_id>")
def show(sighting_id):
    sighting = one("SELECT * FROM sightings WHERE id = ?", (sighting_id,))
    if sighting is None:
        return render_template("message.html", text="There is no such sighting."), 404
    remarks = query("SELECT * FROM remarks WHERE sighting_id = ? LIMIT 200", (sighting_id,))
    place = Markup("<strong>%s</strong>") % sighting["place"]
    return render_template("sighting.html", sighting=sighting, remarks=remarks, place=place)


@bp.route("/sightings/new", methods=["GET", "POST"])
@login_required
def new():
    if request.method == "POST":
        form = request.form
        sighting_id = change(
            "INSERT INTO sightings (watcher_id, species, place, seen_on, count, story, hidden) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                g.watcher["id"],
                form["species"],
                form["place"],
                form["seen_on"],
                form.get("count", 1, type=int),
                form.get("story", ""),
                1 if form.get("hidden") else 0,
            ),
        )
        return redirect(url_for("sightings.show", sighting_id=sighting_id))
    return render_template("edit.html", sighting=None)


@bp.route("/sightings/<int:sighting_id>/edit", methods=["GET", "POST"])
@login_required
def edit(sighting_id):
    sighting = one("SELECT * FROM sightings WHERE id = ?", (sighting_id,))
    if sighting is None or sighting["watcher_id"] != g.watcher["id"]:
        return render_template("message.html", text="There is no such sighting."), 404
    if request.method == "POST":
        for field, value in request.form.items():
            if field in ("species", "place", "seen_on", "story"):
                change(f"UPDATE sightings SET {field} = ? WHERE id = ?", (value, sighting_id))
        return redirect(url_for("sightings.show", sighting_id=sighting_id))
    return render_template("edit.html", sighting=sighting)


@bp.route("/sightings/<int:sighting_id>/delete", methods=["POST"])
@login_required
def delete(sighting_id):
    change("DELETE FROM remarks WHERE sighting_id = ?", (sighting_id,))
    change("DELETE FROM sightings WHERE id = ?", (sighting_id,))
    return redirect(url_for("sightings.index"))


@bp.route("/sightings/<int:sighting_id>/remarks", methods=["POST"])
@login_required
def remark(sighting_id):
    change(
        "INSERT INTO remarks (sighting_id, author, body) VALUES (?, ?, ?)",
        (sighting_id, g.watcher["name"], request.form["body"]),
    )
    return redirect(url_for("sightings.show", sighting_id=sighting_id))


# A postcard that the watcher words, with {{ species }} and {{ place }} to be filled in.
@bp.route("/sightings/<int:sighting_id>/postcard", methods=["POST"])
@login_required
def postcard(sighting_id):
    sighting = one("SELECT species, place FROM sightings WHERE id = ? AND hidden = 0", (sighting_id,))
    if sighting is None:
        return render_template("message.html", text="There is no such sighting."), 404
    words = "<p class='postcard'>" + request.form["words"] + "</p>"
    return render_template_string(words, species=sighting["species"], place=sighting["place"])


@bp.route("/greeting")
def greeting():
    name = escape(request.args.get("name", "friend"))
    return f"<p>Good morning, {name}!</p>"


@bp.route("/wardens")
@warden_required
def wardens():
    rows = query("SELECT id, name, email, warden FROM watchers ORDER BY name LIMIT 200")
    return render_template("wardens.html", watchers=rows)


@bp.route("/wardens/<int:watcher_id>", methods=["POST"])
@login_required
def make_warden(watcher_id):
    change("UPDATE watchers SET warden = 1 WHERE id = ?", (watcher_id,))
    return redirect(url_for("sightings.wardens"))
