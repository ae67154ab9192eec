import os
from pathlib import Path


class ExportStorage:
    def __init__(self, root: Path):
        self.root = root

    def folder_of(self, user_id: int) -> Path:
        return self.root / str(user_id)

    def locate(self, user_id: int, name: str) -> Path | None:
        candidate = self.folder_of(user_id) / name
        return candidate if candidate.is_file() else None


def get_storage() -> ExportStorage:
    return ExportStorage(Path(os.environ.get("EXPORT_ROOT", "/var/lib/exports")))
