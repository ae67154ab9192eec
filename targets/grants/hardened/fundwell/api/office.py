"""Screens of the programme officers."""
from flask import jsonify

from .. import schemas
from ..auth import roles
from ..models import MailOut
from ..repositories import repository
from . import api

mail = repository(MailOut)


@api.get("/office/mail")
@roles("officer", "admin")
def outgoing():
    rows = mail.find(order=MailOut.id.desc(), **schemas.paging())
    return jsonify(items=[{"id": row.id, "to": row.to, "subject": row.subject, "at": row.created_at} for row in rows])
