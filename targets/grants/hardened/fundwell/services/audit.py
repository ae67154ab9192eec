from ..extensions import db
from ..models import AuditEntry, Notification


def record(actor_id, action, subject):
    db.session.add(AuditEntry(actor_id=actor_id, action=action, subject=subject))


def notify(user_id, text):
    db.session.add(Notification(user_id=user_id, text=text[:300]))
