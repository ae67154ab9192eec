import zipfile
from pathlib import Path


def members_of(archive):
    for info in archive.infolist():
        if not info.is_dir():
            yield info, archive.read(info)


def unpack(source: Path, folder: Path) -> list[str]:
    names = []
    with zipfile.ZipFile(source) as archive:
        for info, content in members_of(archive):
            target = folder / info.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            names.append(info.filename)
    return names
