from datetime import UTC, datetime

from flask import Blueprint, g, jsonify, request
from pydantic import BaseModel, HttpUrl

from hooks.db import session_scope
from hooks.models import Subscription
from hooks.security import account_required

bp = Blueprint("hooks", __name__, url_prefix="/subscriptions")


class NewSubscription(BaseModel):
    event: str
    callback: HttpUrl


@bp.post("")
@account_required
def subscribe():
    wanted = NewSubscription.model_validate(request.get_json())
    with session_scope() as session:
        row = Subscription(
            account_id=g.account.id,
            event=wanted.event,
            callback=str(wanted.callback),
            created_at=datetime.now(UTC),
        )
        session.add(row)
        session.flush()
        return jsonify(id=row.id), 201
