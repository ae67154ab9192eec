import secrets
from collections.abc import Iterable
from pathlib import Path

import anyio.to_thread

from .config import settings
from .models import AttachmentKind

SIGNATURES = ((b"\x89PNG\r\n\x1a\n", AttachmentKind.png), (b"\xff\xd8\xff", AttachmentKind.jpeg), (b"%PDF-", AttachmentKind.pdf))


def sniff(data: bytes) -> AttachmentKind | None:
    for magic, kind in SIGNATURES:
        if data.startswith(magic):
            return kind
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else AttachmentKind.text


def path_of(blob: str) -> Path:
    return settings.blob_directory / blob


async def store(data: bytes) -> str:
    name = secrets.token_hex(20)

    def write() -> None:
        with path_of(name).open("xb") as file:
            file.write(data)

    await anyio.to_thread.run_sync(write)
    return name


async def discard(names: Iterable[str]) -> None:
    await anyio.to_thread.run_sync(lambda: [path_of(name).unlink(missing_ok=True) for name in names])
