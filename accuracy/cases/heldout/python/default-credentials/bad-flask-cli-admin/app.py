from flask import Flask

from cli import create_admin
from models import db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg:///portal"
db.init_app(app)
app.cli.add_command(create_admin)
