"""Files of patients: what is taken and where it is kept."""
from __future__ import annotations

import re
import secrets
from pathlib import Path

from app.core.config import settings
from app.core.errors import Problem

SIGNATURES = {b"%PDF-": ("application/pdf", "pdf"), b"\x89PNG\r\n\x1a\n": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg")}


def clean_name(name: str | None) -> str:
    return re.sub(r"[^A-Za-z0-9._ -]", "_", (name or "document").rsplit("/", 1)[-1])[-100:] or "document"


def kind_of(data: bytes) -> str:
    for start, (content_type, _) in SIGNATURES.items():
        if data.startswith(start):
            return content_type
    raise Problem(415, "Upload PDF, PNG or JPEG files")


def keep(data: bytes) -> str:
    name = secrets.token_hex(16)
    (settings.folder("documents") / name).write_bytes(data)
    return name


def path_of(stored_name: str) -> Path:
    return settings.folder("documents") / stored_name


def drop(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)
