from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    cook_id = db.Column(db.Integer, nullable=False)
    title = db.Column(db.String(120), nullable=False)
    notes = db.Column(db.Text, default="")
