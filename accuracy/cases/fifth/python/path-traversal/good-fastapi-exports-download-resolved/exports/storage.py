import os
from pathlib import Path


class ExportStorage:
    def __init__(self, root: Path):
        self.root = root

    def folder_of(self, user_id: int) -> Path:
        return self.root / str(user_id)

    def locate(self, user_id: int, name: str) -> Path | None:
        folder = self.folder_of(user_id).resolve()
        candidate = (folder / name).resolve()
        if not candidate.is_relative_to(folder):
            return None
        return candidate if candidate.is_file() else None


def get_storage() -> ExportStorage:
    return ExportStorage(Path(os.environ.get("EXPORT_ROOT", "/var/lib/exports")))
