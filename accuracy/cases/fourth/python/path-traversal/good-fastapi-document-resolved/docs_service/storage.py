from pathlib import Path

ROOT = Path("/srv/documents").resolve()


class NotStored(Exception):
    pass


def locate(tenant: str, name: str) -> Path:
    folder = (ROOT / tenant).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise NotStored(name)
    return path
