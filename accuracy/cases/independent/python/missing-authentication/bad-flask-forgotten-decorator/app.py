from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from models import Invoice, db

invoices = Blueprint("invoices", __name__, url_prefix="/invoices")


@invoices.get("")
@login_required
def list_invoices():
    rows = Invoice.query.filter_by(owner_id=current_user.id).limit(50).all()
    return jsonify([{"id": row.id, "total": row.total} for row in rows])


@invoices.post("")
@login_required
def create_invoice():
    invoice = Invoice(owner_id=current_user.id, total=int(request.json["total"]))
    db.session.add(invoice)
    db.session.commit()
    return jsonify(id=invoice.id), 201


@invoices.delete("/drafts")
def delete_drafts():
    Invoice.query.filter_by(state="draft").delete()
    db.session.commit()
    return "", 204
