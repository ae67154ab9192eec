from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Invite(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    team_id = db.Column(db.Integer, nullable=False, index=True)
    email = db.Column(db.String(120), nullable=False)
    token = db.Column(db.String(40), unique=True, nullable=False)
    expires_at = db.Column(db.DateTime(timezone=True), nullable=False)
