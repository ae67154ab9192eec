from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Account(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    display_name = db.Column(db.String(80))
    locale = db.Column(db.String(5))
    balance = db.Column(db.Numeric, default=0)
    is_admin = db.Column(db.Boolean, default=False)
