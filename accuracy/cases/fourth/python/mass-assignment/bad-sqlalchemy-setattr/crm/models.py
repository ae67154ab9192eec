from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Account(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    company = db.Column(db.String(120))
    phone = db.Column(db.String(40))
    billing_email = db.Column(db.String(120))
    plan = db.Column(db.String(20), default="free", nullable=False)
    role = db.Column(db.String(20), default="member", nullable=False)
