import logging

from flask import Flask, render_template

import accounts
import db
import files
import outside
import sightings


def create_app(overrides=None):
    app = Flask(__name__)
    app.config.from_object("settings")
    if overrides:
        app.config.update(overrides)
    logging.basicConfig(level=logging.INFO, filename=app.config.get("LOG_FILE", "birdlog.log"))
    db.init_app(app)
    app.register_blueprint(accounts.bp)
    app.register_blueprint(sightings.bp)
    app.register_blueprint(files.bp)
    app.register_blueprint(outside.bp)

    @app.errorhandler(404)
    def not_found(_error):
        return render_template("message.html", text="There is no such page."), 404

    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", port=5000, debug=True)
