import subprocess
import uuid
from pathlib import Path

from flask import current_app

from .fields import Invalid

_MAGIC = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
MIMES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


def place(scan_id: uuid.UUID, kind: str) -> Path:
    return current_app.config["SCAN_ROOT"] / scan_id.hex[:2] / f"{scan_id.hex}.{kind}"


def kind_of(upload) -> str:
    head = upload.stream.read(16)
    upload.stream.seek(0)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    raise Invalid("scan", "PDF, PNG or JPEG")


def keep(upload, scan_id: uuid.UUID, kind: str) -> Path:
    where = place(scan_id, kind)
    where.parent.mkdir(mode=0o750, exist_ok=True)
    with where.open("xb") as out:
        upload.save(out)
    return where


def words_of(pdf: Path) -> str:
    """The text layer of a PDF; one that cannot be read has none."""
    try:
        done = subprocess.run(
            ["/usr/bin/pdftotext", "-enc", "UTF-8", "-l", "20", str(pdf), "-"],
            capture_output=True, timeout=10, check=True, env={}, stdin=subprocess.DEVNULL,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout[:200_000].decode("utf-8", "replace").replace("\x00", "")


def below(root: Path, name: str) -> Path | None:
    """A file below the root, links resolved, or none."""
    full = (root / name).resolve()
    return full if full.is_relative_to(root) and full.is_file() else None
