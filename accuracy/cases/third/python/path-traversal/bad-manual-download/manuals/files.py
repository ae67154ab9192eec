import os
from pathlib import Path

ROOT = Path(os.environ.get("MANUALS_ROOT", "/srv/manuals")).resolve()


class OutsideRoot(LookupError):
    """The name leads out of the directory of the manuals."""


def locate(name: str) -> Path:
    candidate = ROOT / name
    if not str(candidate).startswith(str(ROOT)):
        raise OutsideRoot(name)
    return candidate
