from flask import Blueprint, abort, g, request

from notices.models import Notice
from notices.security import account_required

bp = Blueprint("notices", __name__)


@bp.put("/notice")
@account_required
def put_notice():
    body = request.get_json()
    subject, text = body.get("subject"), body.get("text")
    if not isinstance(subject, str) or not isinstance(text, str) or len(text) > 5000:
        abort(400)
    Notice.insert(account_id=g.account_id, subject=subject[:200], text=text).on_conflict(
        conflict_target=[Notice.account_id], update={"subject": subject[:200], "text": text}
    ).execute()
    return "", 204
