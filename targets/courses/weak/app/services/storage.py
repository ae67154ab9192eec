import uuid
from pathlib import Path

from fastapi import HTTPException, UploadFile

from app.core.config import settings

REFUSED = {".exe", ".sh", ".bat", ".com", ".msi"}


def save_attachment(file: UploadFile) -> tuple[str, str, str, int]:
    """Returns the shown name, the type, the stored name and the size."""
    shown = Path(file.filename or "file").name.replace('"', "")[:160]
    ending = Path(shown).suffix.lower()
    if ending in REFUSED:
        raise HTTPException(status_code=415, detail="Programs are not taken")
    content = file.file.read(settings.MAX_ATTACHMENT_BYTES + 1)
    if len(content) > settings.MAX_ATTACHMENT_BYTES:
        raise HTTPException(status_code=413, detail="The file is too large")
    stored = uuid.uuid4().hex + ending[:10].replace("/", "")
    (settings.attachments_dir / stored).write_bytes(content)
    return shown, file.content_type or "application/octet-stream", stored, len(content)


def cover_path(name: str) -> Path | None:
    path = settings.covers_dir / name.lstrip("/")
    return path if path.is_file() else None
