import pandas as pd
from flask import Blueprint, jsonify, request
from flask_login import login_required

from warehouse import engine

blueprint = Blueprint("revenue", __name__, url_prefix="/revenue")


@blueprint.get("/monthly")
@login_required
def monthly():
    region = request.args.get("region", "north")
    frame = pd.read_sql_query(
        "SELECT month, SUM(total) AS total FROM invoices WHERE region = %(region)s GROUP BY month",
        engine,
        params={"region": region},
    )
    return jsonify(frame.to_dict(orient="records"))
