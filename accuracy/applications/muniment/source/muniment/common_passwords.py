"""The list ships with the image (one password a line, the hundred thousand most frequent)."""

from functools import lru_cache
from pathlib import Path

_LIST = Path("/usr/share/muniment/common-passwords.txt")
_ALWAYS = frozenset({"passwordpassword", "correcthorsebatterystaple", "123456789012", "qwertyuiopasdf"})


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    if not _LIST.exists():
        return _ALWAYS
    with _LIST.open(encoding="utf-8") as handle:
        return _ALWAYS | {line.strip().lower() for line in handle}


def is_common(password: str) -> bool:
    return password.strip().lower() in _known()
