from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Serializable:
    def to_dict(self):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns}


class Sailor(Serializable, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    boat = db.Column(db.String(80))
    email = db.Column(db.String(120), unique=True, nullable=False)
    password_hash = db.Column(db.String(200), nullable=False)
    reset_token = db.Column(db.String(64))
