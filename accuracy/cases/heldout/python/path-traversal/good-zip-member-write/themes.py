import io
import zipfile
from pathlib import Path

THEMES = Path("/srv/themes").resolve()


def install(theme_id: int, data: bytes) -> int:
    folder = THEMES / str(theme_id)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()][:200]
        for member in members:
            target = (folder / member.filename).resolve()
            if folder not in target.parents:
                raise ValueError(member.filename)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))
    return len(members)
