import logging
import queue
import uuid
from pathlib import Path

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core import database
from app.core.access import register_access
from app.core.config import load_config
from app.core.limits import Limiter
from app.core.logs import configure_logs
from app.core.passwords import hash_password
from app.core.problems import register_problems
from app.core.sessions import Sessions
from app.routes import accounts, admin, appointments, doctors, documents, health, site, webhooks

MAX_BODY_BYTES = 256 * 1024
MAX_UPLOAD_BYTES = 2 * 1024 * 1024


def create_app(config=None) -> Flask:
    config = config or load_config()
    configure_logs()
    database.prepare(config.database_path)
    Path(config.media_root).mkdir(mode=0o700, parents=True, exist_ok=True)

    app = Flask(__name__, static_folder=None)
    app.config.update(CLINIC=config, DEBUG=False, MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES, MAX_FORM_PARTS=4, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES)
    app.extensions.update(sessions=Sessions(config), limiter=Limiter(config.limits_path), mail_queue=queue.Queue(1000))
    if config.proxy_count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxy_count, x_proto=config.proxy_count)

    register_access(app)
    register_problems(app)
    app.before_request(_limit_body)
    app.teardown_appcontext(database.close_connection)
    for module in (accounts, admin, appointments, doctors, documents, health, site, webhooks):
        app.register_blueprint(module.blueprint)
    with app.app_context():
        _create_admin(config)
    return app


def _limit_body() -> None:
    if request.endpoint != "documents.upload":
        request.max_content_length = MAX_BODY_BYTES


def _create_admin(config) -> None:
    """The first administrator comes from the environment of the first start, never from the source."""
    if config.admin_username and config.admin_password and database.one("SELECT id FROM accounts WHERE role = 'admin'") is None:
        database.execute(
            "INSERT INTO accounts (id, username, password_hash, role) VALUES (?, ?, ?, 'admin')",
            str(uuid.uuid4()), config.admin_username.lower(), hash_password(config.admin_password),
        )
        logging.getLogger("clinic").info("admin.created")
