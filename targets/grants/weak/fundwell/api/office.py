"""Screens of the programme officers."""
from flask import jsonify

from .. import schemas
from ..auth import login_required
from ..models import MailOut
from ..repositories import repository
from . import api

mail = repository(MailOut)


@api.get("/office/mail")
@login_required
def outgoing():
    rows = mail.find(order=MailOut.id.desc(), **schemas.paging())
    return jsonify(items=[{"id": row.id, "to": row.to, "subject": row.subject, "at": row.created_at} for row in rows])
