import shutil
import zipfile
from pathlib import Path


def unpack(archive: Path, folder: Path) -> int:
    count = 0
    with zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            if entry.is_dir() or entry.file_size > 5_000_000:
                continue
            target = folder / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with zipped.open(entry) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out)
            count += 1
    return count
