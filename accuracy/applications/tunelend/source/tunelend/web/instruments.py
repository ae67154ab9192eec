from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from .. import audit, pictures
from ..database import db
from ..forms import choice, form, line, text
from ..guards import needs
from ..limits import limited
from ..models import Instrument
from ..paging import page

bp = Blueprint("instruments", __name__)
KINDS = ("cello", "clarinet", "flute", "guitar", "horn", "viola", "violin")
FIELDS = {"kind": choice(*KINDS), "maker": line(80), "number": line(30), "remarks": text(1000, shortest=0)}


def instrument_or_404(key: int) -> Instrument:
    return db().get(Instrument, key) or abort(404)


def listed():
    query = select(Instrument).where(Instrument.retired.is_(False))
    kind = request.args.get("kind")
    if kind in KINDS:
        query = query.where(Instrument.kind == kind)
    maker = request.args.get("maker", "").strip()[:80]
    if maker:
        query = query.where(Instrument.maker.icontains(maker, autoescape=True))
    return page(query, Instrument.id)


@bp.get("/")
def catalogue():
    rows, following = listed()
    return render_template("catalogue.html", rows=rows, following=following, kinds=KINDS)


@bp.get("/api/instruments")
def catalogue_json():
    rows, following = listed()
    return {
        "rows": [{"id": row.id, "kind": row.kind, "maker": row.maker, "number": row.number} for row in rows],
        "after": following,
    }


@bp.get("/instruments/<int:key>")
def show(key):
    return render_template("instrument.html", instrument=instrument_or_404(key), kinds=KINDS)


@bp.post("/instruments")
@needs("instrument.edit")
@form(**FIELDS)
def add(data):
    instrument = Instrument(**data)
    db().add(instrument)
    try:
        db().flush()
    except IntegrityError:
        db().rollback()
        flash("There is an instrument of this number.")
        return redirect(url_for("instruments.catalogue"))
    audit.note("instrument added", instrument.id)
    db().commit()
    return redirect(url_for("instruments.show", key=instrument.id))


@bp.post("/instruments/<int:key>")
@needs("instrument.edit")
@form(kind=FIELDS["kind"], maker=FIELDS["maker"], remarks=FIELDS["remarks"])
def change(key, data):
    instrument = instrument_or_404(key)
    instrument.kind, instrument.maker, instrument.remarks = data["kind"], data["maker"], data["remarks"]
    audit.note("instrument changed", key)
    db().commit()
    return redirect(url_for("instruments.show", key=key))


@bp.post("/instruments/<int:key>/retire")
@needs("instrument.edit")
def retire(key):
    instrument_or_404(key).retired = True
    audit.note("instrument retired", key)
    db().commit()
    return redirect(url_for("instruments.catalogue"))


@bp.post("/instruments/<int:key>/picture")
@needs("instrument.edit")
@limited("picture", 20, 600)
def set_picture(key):
    instrument = instrument_or_404(key)
    try:
        fresh = pictures.keep(request.files.get("picture"))
    except pictures.NotAPicture:
        flash("A picture of at most 5 MB, please.")
        return redirect(url_for("instruments.show", key=key))
    old, instrument.picture = instrument.picture, fresh
    audit.note("picture changed", key)
    db().commit()
    pictures.drop(old)
    return redirect(url_for("instruments.show", key=key))


@bp.get("/instruments/<int:key>/picture")
def picture(key):
    instrument = instrument_or_404(key)
    if instrument.picture is None:
        abort(404)
    response = send_file(pictures.place(instrument.picture), mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
