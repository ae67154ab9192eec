from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    display_name = db.Column(db.String(80))
    bio = db.Column(db.Text)
    avatar_url = db.Column(db.String(200))
    is_admin = db.Column(db.Boolean, default=False)
