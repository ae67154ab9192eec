import os

from flask import Flask, jsonify, request
from sqlalchemy import create_engine, text

from filters import ReportFilter

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"])


@app.get("/reports/revenue")
def revenue():
    report = ReportFilter()
    try:
        report.month = request.args.get("month", "1")
    except ValueError:
        return jsonify(error="month must be a number"), 400
    statement = f"SELECT sum(amount) FROM {report.table} WHERE {report.clause}"
    with engine.connect() as conn:
        total = conn.execute(text(statement)).scalar_one()
    return jsonify(total=str(total or 0))
