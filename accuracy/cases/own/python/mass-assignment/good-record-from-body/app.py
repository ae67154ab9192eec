from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    is_admin = db.Column(db.Boolean, default=False)
@app.post("/members")
def create():
    body = request.get_json()
    db.session.add(Member(name=body["name"]))
    db.session.commit()
    return "", 201
