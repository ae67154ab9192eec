import os

from flask import Flask

from admin import reports, users

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.register_blueprint(reports)
app.register_blueprint(users)
