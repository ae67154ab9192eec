"""Open data: awarded grants and the help of the portal."""
from flask import jsonify
from sqlalchemy import text

from .. import schemas
from ..extensions import db
from . import api


@api.get("/public/grants")
def grants():
    rows = db.session.execute(text(
        "SELECT p.slug, p.title, p.awarded, i.name AS institution FROM proposals p JOIN institutions i ON i.id = p.institution_id"
        " WHERE p.status = 'awarded' AND p.slug IS NOT NULL ORDER BY p.id DESC LIMIT :limit OFFSET :offset"), schemas.paging())
    return jsonify(items=[dict(row._mapping) for row in rows])
