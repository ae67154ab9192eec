"""Receiving, unpacking and scaling picture files."""

import asyncio
import contextlib
import logging
import os
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID

from .settings import get_settings

logger = logging.getLogger("framevault.media")

CHUNK = 64 * 1024
MAX_ENTRIES = 100
RECEIVE_SECONDS = 300
MAX_RATIO = 20
THUMB_SECONDS = 20
_scalers = asyncio.Semaphore(os.cpu_count() or 2)


class MediaError(Exception):
    pass


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return "webp"
    raise MediaError("Only JPEG, PNG and WebP pictures are taken")


def original_path(photo: UUID, kind: str) -> Path:
    return get_settings().media_root / "original" / photo.hex[:2] / f"{photo.hex}.{kind}"


def thumb_path(photo: UUID) -> Path:
    return get_settings().media_root / "thumb" / photo.hex[:2] / f"{photo.hex}.webp"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    root = get_settings().media_root / "incoming"
    root.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


async def receive(stream: AsyncIterator[bytes], target: Path, limit: int) -> int:
    size = 0
    try:
        async with asyncio.timeout(RECEIVE_SECONDS):
            with target.open("xb") as file:
                async for chunk in stream:
                    size += len(chunk)
                    if size > limit:
                        raise MediaError("The file is too large")
                    await asyncio.to_thread(file.write, chunk)
    except TimeoutError:
        raise MediaError("The file took too long to arrive") from None
    if size == 0:
        raise MediaError("The file is empty")
    return size


def unpack(archive: Path, folder: Path, entry_limit: int, total_limit: int) -> list[Path]:
    """Copies the pictures out under names of our own; those in the archive are never used."""
    found: list[Path] = []
    total = 0
    try:
        with zipfile.ZipFile(archive) as bundle:
            entries = [entry for entry in bundle.infolist() if not entry.is_dir()]
            if len(entries) > MAX_ENTRIES:
                raise MediaError("The archive holds too many files")
            for number, entry in enumerate(entries):
                if entry.flag_bits & 0x1 or entry.file_size > entry_limit:
                    raise MediaError("A file in the archive cannot be taken")
                if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                    raise MediaError("The archive is compressed too tightly")
                target = folder / f"{number:04d}"
                size = 0
                with bundle.open(entry) as source, target.open("xb") as copy:
                    while chunk := source.read(CHUNK):
                        size += len(chunk)
                        if size > entry_limit or total + size > total_limit:
                            raise MediaError("The archive is too large")
                        copy.write(chunk)
                total += size
                found.append(target)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise MediaError("The archive could not be read") from error
    return found


async def scale(source: Path, kind: str, target: Path) -> None:
    """Runs the scaler with bounded time and memory."""
    loader_input = source.rename(source.with_suffix(f".{kind}"))
    async with _scalers:
        process = await asyncio.create_subprocess_exec(
            "prlimit", "--as=1500000000", f"--cpu={THUMB_SECONDS}",
            "vipsthumbnail", str(loader_input), "--size", "480x480>", "--output", f"{target}[Q=80,strip]",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "VIPS_BLOCK_UNTRUSTED": "1"},
        )
        try:
            code = await asyncio.wait_for(process.wait(), THUMB_SECONDS)
        except TimeoutError:
            raise MediaError("The picture took too long to read") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    loader_input.rename(source)
    if code != 0 or not target.exists():
        raise MediaError("The picture could not be read")


def keep(photo: UUID, kind: str, source: Path, thumb: Path) -> None:
    for origin, target in ((source, original_path(photo, kind)), (thumb, thumb_path(photo))):
        target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        origin.replace(target)


def discard(photo: UUID, kind: str) -> None:
    for path in (original_path(photo, kind), thumb_path(photo)):
        path.unlink(missing_ok=True)
