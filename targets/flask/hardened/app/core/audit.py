import hashlib
import json
from datetime import datetime, timezone

from app.core.database import execute, one, transaction


def record(actor: str | None, action: str, subject: str | None = None) -> None:
    """Appends an event whose digest covers the one before it."""
    with transaction():
        last = one("SELECT digest FROM audit_events ORDER BY id DESC LIMIT 1")
        at = datetime.now(timezone.utc).isoformat()
        text = json.dumps([last["digest"] if last else "", at, actor, action, subject])
        digest = hashlib.sha256(text.encode()).hexdigest()
        execute("INSERT INTO audit_events (at, actor, action, subject, digest) VALUES (?, ?, ?, ?, ?)", at, actor, action, subject, digest)
