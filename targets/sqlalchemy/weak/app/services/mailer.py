"""Outgoing mail goes to a spool that the relay empties."""
from __future__ import annotations

import json
import secrets

from app.core.config import settings


def send(to: str, subject: str, text: str) -> None:
    path = settings.folder("outbox") / f"{secrets.token_hex(8)}.json"
    path.write_text(json.dumps({"to": to, "subject": subject, "text": text}))
    path.chmod(0o600)
