from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    password_hash = db.Column(db.String(200))
    reset_token = db.Column(db.String(64))

    def to_dict(self, only=None):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns if only is None or column.name in only}
