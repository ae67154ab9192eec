import hashlib
import logging
import subprocess

import nh3
from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, stream_with_context, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from markdown_it import MarkdownIt
from markupsafe import Markup
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from stockroom import csvio
from stockroom.extensions import db, limiter
from stockroom.models import Item, Level, Movement
from stockroom.policy import access, memberships

bp = Blueprint("items", __name__)
log = logging.getLogger(__name__)
markdown = MarkdownIt("js-default")
PER_PAGE = 50
SORTS = {"sku": Item.sku.asc(), "name": Item.name.asc(), "stock": Item.quantity.asc(), "cost": Item.unit_cost.desc()}
BANDS = {"cost": "width_bucket(unit_cost, 0, 1000, 10)", "stock": "width_bucket(quantity, 0, 500, 10)"}


class MovementForm(FlaskForm):
    delta = IntegerField(validators=[InputRequired(), NumberRange(-100_000, 100_000)])


class NoteForm(FlaskForm):
    note = TextAreaField(validators=[Length(max=5000)])


class ImportForm(FlaskForm):
    file = FileField(validators=[FileRequired()])


@bp.app_template_filter()
def rich(source: str) -> Markup:
    return Markup(nh3.clean(markdown.render(source), tags={"p", "em", "strong", "ul", "ol", "li", "code", "a"}))


@bp.get("/")
def home():
    return render_template("home.html", memberships=memberships())


@bp.get("/w/<int:warehouse_id>")
def index(warehouse_id: int):
    may = access(warehouse_id)
    page = min(max(request.args.get("page", 1, int), 1), 1000)
    term = request.args.get("q", "")[:80].strip()
    query = may.items()
    if term:
        query = query.where(Item.name.icontains(term, autoescape=True) | Item.sku.istartswith(term, autoescape=True))
    order = SORTS.get(request.args.get("sort", ""), SORTS["sku"])
    query = query.order_by(order, Item.id).limit(PER_PAGE + 1).offset((page - 1) * PER_PAGE)
    found = db.session.scalars(query).all()
    return render_template(
        "items.html", may=may, items=found[:PER_PAGE], more=len(found) > PER_PAGE, page=page, term=term, form=ImportForm()
    )


@bp.get("/w/<int:warehouse_id>/items/<int:item_id>")
def show(warehouse_id: int, item_id: int):
    may = access(warehouse_id)
    item = may.item(item_id)
    recent = select(Movement).where(Movement.item_id == item.id).order_by(Movement.id.desc()).limit(20)
    return render_template(
        "item.html", may=may, item=item, movements=db.session.scalars(recent).all(),
        movement=MovementForm(), note=NoteForm(obj=item),
    )


@bp.post("/w/<int:warehouse_id>/items/<int:item_id>/movements")
def move(warehouse_id: int, item_id: int):
    item = access(warehouse_id, Level.WRITE).item(item_id, lock=True)
    form = MovementForm()
    if not form.validate_on_submit() or item.quantity + form.delta.data < 0:
        flash("This movement is not possible.")
    else:
        item.quantity += form.delta.data
        db.session.add(Movement(item_id=item.id, user_id=g.user.id, delta=form.delta.data))
        db.session.commit()
    return redirect(url_for(".show", warehouse_id=warehouse_id, item_id=item_id))


@bp.post("/w/<int:warehouse_id>/items/<int:item_id>/note")
def annotate(warehouse_id: int, item_id: int):
    item = access(warehouse_id, Level.WRITE).item(item_id)
    form = NoteForm()
    if form.validate_on_submit():
        item.note = form.note.data or ""
        db.session.commit()
    return redirect(url_for(".show", warehouse_id=warehouse_id, item_id=item_id))


@bp.get("/w/<int:warehouse_id>/items/<int:item_id>/label.svg")
@limiter.limit("60 per minute")
def label(warehouse_id: int, item_id: int):
    item = access(warehouse_id).item(item_id)
    try:
        done = subprocess.run(
            ["/usr/bin/zint", "--barcode=20", "--notext", "--filetype=SVG", "--direct", "--input=-"],
            input=item.sku.encode("ascii"), capture_output=True, timeout=5, check=True,
        )
    except (subprocess.SubprocessError, OSError):
        log.exception("label of item %d could not be drawn", item.id)
        abort(503)
    response = Response(done.stdout, mimetype="image/svg+xml")
    response.set_etag(hashlib.md5(done.stdout, usedforsecurity=False).hexdigest())
    return response.make_conditional(request)


@bp.post("/w/<int:warehouse_id>/import")
@limiter.limit("20 per hour")
def import_csv(warehouse_id: int):
    may = access(warehouse_id, Level.MANAGE)
    form = ImportForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        rows = csvio.parse(form.file.data.stream)
    except csvio.ImportProblem as problem:
        flash(str(problem))
        return redirect(url_for(".index", warehouse_id=warehouse_id))
    if rows:
        statement = insert(Item).values([{**row, "warehouse_id": may.warehouse.id, "note": ""} for row in rows])
        changes = {name: statement.excluded[name] for name in ("name", "quantity", "unit_cost")}
        db.session.execute(statement.on_conflict_do_update(index_elements=["warehouse_id", "sku"], set_=changes))
        db.session.commit()
    log.info("user %d imported %d rows into warehouse %d", g.user.id, len(rows), may.warehouse.id)
    flash(f"{len(rows)} rows imported.")
    return redirect(url_for(".index", warehouse_id=warehouse_id))


@bp.get("/w/<int:warehouse_id>/export.csv")
@limiter.limit("10 per minute")
def export_csv(warehouse_id: int):
    may = access(warehouse_id)
    columns = [getattr(Item, name) for name in csvio.COLUMNS]
    query = may.items().with_only_columns(*columns).order_by(Item.sku).execution_options(yield_per=500)
    headers = {"Content-Disposition": f'attachment; filename="stock-{may.warehouse.id}.csv"'}
    return Response(stream_with_context(csvio.render(db.session.execute(query))), mimetype="text/csv", headers=headers)


@bp.get("/w/<int:warehouse_id>/bands")
def bands(warehouse_id: int):
    may = access(warehouse_id, Level.MANAGE)
    band = BANDS.get(request.args.get("by", "cost"))
    if band is None:
        abort(400)
    statement = text(
        f"SELECT {band} AS band, count(*) AS items, sum(quantity * unit_cost) AS value "
        f"FROM items WHERE warehouse_id = :warehouse GROUP BY {band} ORDER BY 1"
    )
    rows = db.session.execute(statement, {"warehouse": may.warehouse.id}).mappings()
    return [{"band": row["band"], "items": row["items"], "value": str(row["value"])} for row in rows]
