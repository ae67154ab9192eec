from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Serializable:
    public = ()

    def to_dict(self):
        return {name: getattr(self, name) for name in self.public}


class Sailor(Serializable, db.Model):
    public = ("id", "name", "boat")

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    boat = db.Column(db.String(80))
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(200), nullable=False)
    reset_token = db.Column(db.String(64))
