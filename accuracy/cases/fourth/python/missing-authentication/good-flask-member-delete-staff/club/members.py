import csv
import io

from flask import Blueprint, Response, jsonify, request

from .models import Member, db
from .security import staff_required

bp = Blueprint("members", __name__, url_prefix="/members")


@bp.get("/<int:member_id>")
@staff_required
def show(member_id):
    member = db.get_or_404(Member, member_id)
    return jsonify(id=member.id, name=member.name)


@bp.delete("/<int:member_id>")
@staff_required
def remove(member_id):
    member = db.get_or_404(Member, member_id)
    db.session.delete(member)
    db.session.commit()
    return "", 204


@bp.post("")
@staff_required
def add():
    member = Member(name=str(request.get_json()["name"])[:80])
    db.session.add(member)
    db.session.commit()
    return jsonify(id=member.id), 201


@bp.post("/<int:member_id>/card")
@staff_required
def card(member_id):
    member = db.get_or_404(Member, member_id)
    out = io.StringIO()
    csv.writer(out).writerow([member.id, member.name])
    return Response(out.getvalue(), mimetype="text/csv")
