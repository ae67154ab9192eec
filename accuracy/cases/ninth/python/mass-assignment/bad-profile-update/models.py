from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Account(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    display_name = db.Column(db.String(80))
    bio = db.Column(db.Text)
    is_staff = db.Column(db.Boolean, default=False)
    credit = db.Column(db.Integer, default=0)

    editable = ("display_name", "bio")
