import os

from flask import Flask, jsonify, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


@app.get("/people")
def list_people():
    requested = ""
    if "sort" in request.args:
        requested = request.args["sort"]

    columns = ["id"]
    columns.append(requested)
    columns.append("created_at")
    columns.pop(0)
    order = columns[1]

    statement = text("SELECT id, name, created_at FROM people ORDER BY " + order + " LIMIT 100")
    with engine.connect() as conn:
        result = conn.execute(statement)
        people = [
            {"id": row.id, "name": row.name, "createdAt": row.created_at.isoformat()}
            for row in result
        ]
    return jsonify(people=people)
