import os

from flask import Blueprint, jsonify, request
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from .pricing import UnknownProduct, total

bp = Blueprint("checkout", __name__)
engine = create_engine(os.environ["DATABASE_URL"])


@bp.post("/checkout/quote")
def quote():
    lines = request.get_json()["lines"][:50]
    with Session(engine) as session:
        try:
            return jsonify(cents=total(session, lines))
        except UnknownProduct:
            return jsonify(error="unknown product"), 422
