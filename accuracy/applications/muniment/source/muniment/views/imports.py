"""Finding aids come as a small dialect of EAD: <aid mark title><record mark from to><title/><abstract/></record></aid>."""

import re

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse
from flask import Blueprint, abort, redirect, render_template, request, url_for

from .. import db, identity
from ..extensions import limiter
from ..forms import Finding

bp = Blueprint("imports", __name__, url_prefix="/imports")
MOST = 5000
_MARK = re.compile(r"[A-Z0-9/.-]{1,40}")


class BadAid(ValueError):
    pass


def _mark(element) -> str:
    mark = element.get("mark", "")
    if not _MARK.fullmatch(mark):
        raise BadAid("A mark is missing or malformed.")
    return mark


def _year(element, name: str) -> int | None:
    raw = element.get(name)
    if raw is None:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 4):
        raise BadAid("A year is malformed.")
    return int(raw)


def read_aid(stream) -> tuple[str, str, list[tuple]]:
    try:
        root = parse(stream, forbid_dtd=True).getroot()
    except (ParseError, DefusedXmlException) as error:
        raise BadAid("This is no finding aid.") from error
    elements = root.findall("record")
    if root.tag != "aid" or not 0 < len(elements) <= MOST:
        raise BadAid("This is no finding aid, or one too long.")
    records = [
        (
            _mark(element),
            (element.findtext("title") or "").strip()[:200] or "(untitled)",
            (element.findtext("abstract") or "").strip()[:8000],
            _year(element, "from"),
            _year(element, "to"),
        )
        for element in elements
    ]
    return _mark(root), root.get("title", "")[:200], records


@bp.route("/", methods=["GET", "POST"])
@limiter.limit("20 per hour", methods=["POST"])
@identity.duty("archivist")
def upload():
    form = Finding()
    if request.method == "GET":
        return render_template("import.html", form=form, problem=None)
    if not form.validate_on_submit():
        abort(422)
    try:
        mark, title, records = read_aid(form.aid.data.stream)
    except BadAid as problem:
        return render_template("import.html", form=form, problem=str(problem)), 422
    with db.transaction():
        fonds = db.row(
            db.Part("INSERT INTO fonds (mark, title) VALUES (?, ?) ON CONFLICT (mark) DO UPDATE SET title = excluded.title RETURNING id", (mark, title))
        )
        db.run_many(
            "INSERT INTO records (fonds_id, mark, title, abstract, year_from, year_to) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (fonds_id, mark) DO UPDATE SET title = excluded.title, abstract = excluded.abstract,"
            " year_from = excluded.year_from, year_to = excluded.year_to",
            ((fonds["id"], *record) for record in records),
        )
        identity.audit("aid.imported", f"fonds:{fonds['id']}")
    return redirect(url_for("records.index", fonds=fonds["id"]))
