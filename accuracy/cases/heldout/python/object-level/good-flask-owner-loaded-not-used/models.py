from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Statement(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, nullable=False)
    lines = db.Column(db.JSON)
