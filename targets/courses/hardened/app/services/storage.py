import uuid
from pathlib import Path

from fastapi import HTTPException, UploadFile

from app.core.config import settings

TYPES = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".zip": ("application/zip", b"PK"),
    ".txt": ("text/plain", b""),
    ".csv": ("text/csv", b""),
}


def save_attachment(file: UploadFile) -> tuple[str, str, str, int]:
    """Returns the shown name, the type, the stored name and the size."""
    shown = Path(file.filename or "file").name.replace('"', "")[:160]
    ending = Path(shown).suffix.lower()
    if ending not in TYPES:
        raise HTTPException(status_code=415, detail="Files of this kind are not taken")
    content = file.file.read(settings.MAX_ATTACHMENT_BYTES + 1)
    if len(content) > settings.MAX_ATTACHMENT_BYTES:
        raise HTTPException(status_code=413, detail="The file is too large")
    content_type, magic = TYPES[ending]
    if not content.startswith(magic):
        raise HTTPException(status_code=415, detail="The content does not fit the name")
    stored = uuid.uuid4().hex + ending
    (settings.attachments_dir / stored).write_bytes(content)
    return shown, content_type, stored, len(content)


def cover_path(name: str) -> Path | None:
    path = (settings.covers_dir / name).resolve()
    if path.parent != settings.covers_dir:
        return None
    return path if path.is_file() else None
