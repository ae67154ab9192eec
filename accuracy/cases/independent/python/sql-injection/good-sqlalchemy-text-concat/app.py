from flask import Blueprint, jsonify, request
from sqlalchemy import create_engine, text

engine = create_engine("postgresql+psycopg://localhost/crm")
contacts = Blueprint("contacts", __name__, url_prefix="/contacts")


@contacts.post("/lookup")
def lookup():
    payload = request.get_json()
    email = payload["email"]
    with engine.connect() as connection:
        statement = text("SELECT id, name FROM contacts WHERE email = :email")
        row = connection.execute(statement, {"email": email}).first()
    if row is None:
        return jsonify(error="not found"), 404
    return jsonify(id=row.id, name=row.name)
