import io
import tarfile
from dataclasses import dataclass
from pathlib import Path

MAX_MEMBERS = 500
MAX_BYTES = 20 * 1024 * 1024


class ThemeRejected(ValueError):
    pass


@dataclass(frozen=True)
class ThemeInstaller:
    themes_dir: Path

    def _members(self, archive: tarfile.TarFile):
        total = 0
        for number, member in enumerate(archive):
            total += member.size
            if number > MAX_MEMBERS or total > MAX_BYTES:
                raise ThemeRejected("archive too large")
            if member.isfile() or member.isdir():
                yield member

    def install(self, site_id: int, content: bytes) -> int:
        destination = self.themes_dir / str(site_id)
        destination.mkdir(parents=True, exist_ok=True)
        count = 0
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            for member in self._members(archive):
                archive.extract(member, destination, filter="data")
                count += 1
        return count
