from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class StoredFile(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, nullable=False, index=True)
    name = db.Column(db.String(200), nullable=False)
    size = db.Column(db.Integer, nullable=False)
