import asyncio
import hashlib
import uuid
from pathlib import Path

from fastapi import UploadFile

from ..settings import get_settings

ROOT = Path(get_settings().storage)


async def keep(booking_id: int, upload: UploadFile) -> Path:
    folder = ROOT / str(booking_id)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / upload.filename
    content = await upload.read()
    await asyncio.to_thread(target.write_bytes, content)
    return target


async def thumbnail(path: str) -> str:
    """First page of a PDF, as an image beside it."""
    process = await asyncio.create_subprocess_shell(f"pdftoppm -png -singlefile '{path}' '{path}'")
    await asyncio.wait_for(process.wait(), 20)
    return f"{path}.png"


async def page_count(path: str) -> int:
    process = await asyncio.create_subprocess_exec(
        "pdfinfo", "--", path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    output, _ = await asyncio.wait_for(process.communicate(), 20)
    for line in output.decode(errors="replace").splitlines():
        if line.startswith("Pages:"):
            return int(line.split()[1])
    return 0


async def keep_signature(site_id: int, content: bytes) -> str:
    """Signatures from the tablet: always PNG, always under our own name."""
    name = f"{site_id}-{uuid.uuid4().hex}.png"
    target = ROOT / "signatures" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(target.write_bytes, content)
    return name


def etag(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
