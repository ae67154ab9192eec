import os

from flask import Flask
from pymongo import MongoClient

from .repository import DishRepository
from .views import bp


def create_app():
    app = Flask(__name__)
    client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
    app.extensions["dishes"] = DishRepository(client.get_default_database())
    app.register_blueprint(bp)
    return app
