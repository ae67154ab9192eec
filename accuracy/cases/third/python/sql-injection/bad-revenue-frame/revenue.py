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
        f"SELECT month, SUM(total) AS total FROM invoices WHERE region = '{region}' GROUP BY month", engine
    )
    return jsonify(frame.to_dict(orient="records"))
