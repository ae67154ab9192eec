from pathlib import Path

ROOT = Path("/srv/documents").resolve()


class NotStored(Exception):
    pass


def locate(tenant: str, name: str) -> Path:
    path = ROOT / tenant / name
    if not path.exists():
        raise NotStored(name)
    return path
