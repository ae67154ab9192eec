"""Files of patients: what is taken and where it is kept."""
from __future__ import annotations

import mimetypes
import re
import secrets
from pathlib import Path

from app.core.config import settings
from app.core.errors import Problem

ACCEPTED = {"application/pdf", "image/png", "image/jpeg"}


def clean_name(name: str | None) -> str:
    return re.sub(r"[^A-Za-z0-9._ -]", "_", (name or "document").rsplit("/", 1)[-1])[-100:] or "document"


def kind_of(data: bytes, declared: str | None, filename: str) -> str:
    if declared not in ACCEPTED:
        raise Problem(415, "Upload PDF, PNG or JPEG files")
    return mimetypes.guess_type(filename)[0] or declared


def keep(data: bytes) -> str:
    name = secrets.token_hex(16)
    (settings.folder("documents") / name).write_bytes(data)
    return name


def path_of(stored_name: str) -> Path:
    return settings.folder("documents") / stored_name


def drop(stored_name: str) -> None:
    path_of(stored_name).unlink(missing_ok=True)
