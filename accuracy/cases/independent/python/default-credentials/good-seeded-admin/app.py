import os

from flask import Flask
from models import User, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db.init_app(app)


def ensure_admin():
    if User.query.filter_by(username="admin").first():
        return
    password = os.environ.get("FIRST_ADMIN_PASSWORD")
    if not password:
        return
    admin = User(username="admin", password=password, role="admin")
    db.session.add(admin)
    db.session.commit()


with app.app_context():
    db.create_all()
    ensure_admin()
