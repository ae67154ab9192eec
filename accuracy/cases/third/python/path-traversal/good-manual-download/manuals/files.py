import os
from pathlib import Path

ROOT = Path(os.environ.get("MANUALS_ROOT", "/srv/manuals")).resolve()


class OutsideRoot(LookupError):
    """The name leads out of the directory of the manuals."""


def locate(name: str) -> Path:
    candidate = (ROOT / name).resolve()
    if not candidate.is_relative_to(ROOT):
        raise OutsideRoot(name)
    return candidate
