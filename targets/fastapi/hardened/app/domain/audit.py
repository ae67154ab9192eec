import hashlib
import json
from datetime import datetime, timezone


def record(database, actor: str | None, action: str, subject: str | None = None) -> None:
    """Appends an event whose digest covers the one before it."""
    with database.transaction() as connection:
        last = connection.execute("SELECT digest FROM audit_events ORDER BY id DESC LIMIT 1").fetchone()
        at = datetime.now(timezone.utc).isoformat()
        digest = hashlib.sha256(json.dumps([last["digest"] if last else "", at, actor, action, subject]).encode()).hexdigest()
        connection.execute("INSERT INTO audit_events (at, actor, action, subject, digest) VALUES (?, ?, ?, ?, ?)", (at, actor, action, subject, digest))
