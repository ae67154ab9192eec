"""Fundwell: application factory."""
from flask import Flask
from werkzeug.routing import IntegerConverter

from .config import Config
from .extensions import db
from . import errors, hooks, seed


class Ident(IntegerConverter):
    """Row numbers in addresses; larger ones than SQLite keeps are simply not found."""

    def __init__(self, url_map, **options):
        super().__init__(url_map, max=2**53, **options)


def create_app(overrides=None):
    app = Flask(__name__)
    app.config.from_object(Config())
    app.config.update(overrides or {})

    app.url_map.converters["int"] = Ident
    db.init_app(app)
    errors.register(app)
    hooks.register(app)

    from .api import api
    from .web import pages, system

    app.register_blueprint(api)
    app.register_blueprint(pages)
    app.register_blueprint(system)

    with app.app_context():
        db.create_all()
        seed.run_if_empty()
    return app
