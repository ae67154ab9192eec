import zipfile
from pathlib import Path
from typing import BinaryIO, Iterator

ALLOWED = {".csv", ".json"}
MAX_BYTES = 5 * 1024 * 1024


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in archive.infolist():
        if info.is_dir() or info.file_size > MAX_BYTES:
            continue
        if Path(info.filename).suffix.lower() in ALLOWED:
            yield info


def unpack(upload: BinaryIO, directory: Path) -> list[str]:
    written = []
    with zipfile.ZipFile(upload) as archive:
        for info in _entries(archive):
            target = archive.extract(info, directory)
            written.append(target)
    return written
