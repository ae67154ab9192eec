"""What comes from the environment, checked: a wrong value stops the start and names the variable."""

import base64
import os
import secrets
from pathlib import Path


def whole_number(name: str, otherwise: int, least: int, most: int) -> int:
    text = os.environ.get(name, "")
    if text == "":
        return otherwise
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(f"{name}: must be a whole number from {least} to {most}")
    return int(text)


def names(name: str, otherwise: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, otherwise).split(",") if part.strip()]


def key(name: str) -> str:
    """The mounted key, or one that lives as long as the process."""
    file = os.environ.get(name)
    if file is None:
        return secrets.token_urlsafe(48)
    text = Path(file).read_text().strip()
    if len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) < 32:
        raise ValueError(f"{name}: needs at least 32 bytes in base64url")
    return text
