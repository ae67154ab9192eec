import asyncio
import uuid
from pathlib import Path

import anyio
from fastapi import UploadFile

_MAGIC = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_CHUNK = 64 * 1024


class Rejected(Exception):
    pass


def sniff(head: bytes) -> str:
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    raise Rejected("Only PDF, PNG and JPEG files are accepted")


class AttachmentStore:
    """Files are named by their id; names given by clients are never used."""

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._root = root
        self._max_bytes = max_bytes

    def path(self, attachment_id: uuid.UUID) -> Path:
        return self._root / attachment_id.hex[:2] / attachment_id.hex

    async def save(self, attachment_id: uuid.UUID, upload: UploadFile) -> tuple[str, int]:
        target = anyio.Path(self.path(attachment_id))
        await target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        head = await upload.read(_CHUNK)
        media_type, size, chunk = sniff(head), 0, head
        try:
            async with await anyio.open_file(target, "xb") as out:
                while chunk:
                    size += len(chunk)
                    if size > self._max_bytes:
                        raise Rejected("File is too large")
                    await out.write(chunk)
                    chunk = await upload.read(_CHUNK)
            if media_type == "application/pdf":
                await self._check_pdf(target)
        except BaseException:
            await target.unlink(missing_ok=True)
            raise
        return media_type, size

    async def _check_pdf(self, path: anyio.Path) -> None:
        process = await asyncio.create_subprocess_exec(
            "/usr/bin/qpdf", "--check", "--no-warn", str(path),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(10):
                code = await process.wait()
        except TimeoutError as error:
            process.kill()
            await process.wait()
            raise Rejected("PDF could not be checked in time") from error
        if code not in (0, 3):
            raise Rejected("PDF is damaged")
