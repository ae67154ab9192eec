from flask import Blueprint, abort, g, jsonify, request
from sqlalchemy import select

from ..extensions import db
from ..models import Member, Payment, Planting, Plot, Voucher
from ..security import token_required

bp = Blueprint("api", __name__)


def own_plot(plot_id):
    plot = db.session.scalar(select(Plot).where(Plot.id == plot_id, Plot.holder_id == g.member.id))
    if plot is None:
        abort(404)
    return plot


@bp.get("/members/<int:member_id>")
@token_required
def member(member_id):
    return jsonify(db.get_or_404(Member, member_id).to_dict())


@bp.patch("/me")
@token_required
def update_me():
    for key, value in request.get_json().items():
        if hasattr(g.member, key) and key != "id":
            setattr(g.member, key, value)
    db.session.commit()
    return jsonify(g.member.card())


@bp.get("/payments/<int:payment_id>")
@token_required
def payment(payment_id):
    row = db.get_or_404(Payment, payment_id)
    return jsonify(id=row.id, amount=row.amount_pence, reference=row.reference, member=row.member_id)


@bp.patch("/plots/<int:plot_id>/plantings/<int:planting_id>")
@token_required
def update_planting(plot_id, planting_id):
    own_plot(plot_id)
    planting = db.get_or_404(Planting, planting_id)
    planting.comment = str(request.get_json().get("comment", ""))[:2000]
    db.session.commit()
    return jsonify(id=planting.id, crop=planting.crop, comment=planting.comment)


@bp.delete("/plots/<int:plot_id>/plantings/<int:planting_id>")
@token_required
def delete_planting(plot_id, planting_id):
    plot = own_plot(plot_id)
    planting = db.session.scalar(select(Planting).where(Planting.id == planting_id, Planting.plot_id == plot.id))
    if planting is None:
        abort(404)
    db.session.delete(planting)
    db.session.commit()
    return "", 204


@bp.post("/credits/transfer")
@token_required
def transfer():
    data = request.get_json()
    amount = data.get("amount_pence")
    if not isinstance(amount, int) or amount <= 0:
        abort(400)
    target = db.get_or_404(Member, data.get("to"))
    if target.id == g.member.id or g.member.credit_pence < amount:
        abort(409)
    g.member.credit_pence = g.member.credit_pence - amount
    target.credit_pence = target.credit_pence + amount
    db.session.commit()
    return jsonify(credit=g.member.credit_pence)


@bp.post("/credits/redeem")
@token_required
def redeem():
    code = str(request.get_json().get("code", ""))
    voucher = db.session.scalar(select(Voucher).where(Voucher.code == code).with_for_update())
    if voucher is None or voucher.used_by is not None:
        abort(409)
    voucher.used_by = g.member.id
    g.member.credit_pence = Member.credit_pence + voucher.amount_pence
    db.session.commit()
    return jsonify(added=voucher.amount_pence)
