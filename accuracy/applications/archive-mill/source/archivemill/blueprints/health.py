from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ..db import db
from ..guards import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive():
    return "ok"


@bp.get("/readyz")
@public
def ready():
    try:
        db().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "not ready", 503
    return "ready"
