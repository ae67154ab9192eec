from flask import Blueprint, current_app
from sqlalchemy import text

from ..database import db
from ..guards import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive():
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready():
    db().execute(text("SELECT 1"))
    current_app.extensions["redis"].ping()
    return {"status": "ready"}
