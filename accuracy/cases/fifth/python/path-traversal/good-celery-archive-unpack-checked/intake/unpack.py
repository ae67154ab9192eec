import zipfile
from pathlib import Path


class ArchiveRefused(ValueError):
    pass


def members_of(archive):
    for info in archive.infolist():
        if not info.is_dir():
            yield info, archive.read(info)


def unpack(source: Path, folder: Path) -> list[str]:
    names = []
    root = folder.resolve()
    with zipfile.ZipFile(source) as archive:
        for info, content in members_of(archive):
            target = (root / info.filename).resolve()
            if root not in target.parents:
                raise ArchiveRefused(info.filename)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            names.append(info.filename)
    return names
