"""Reports as compressed CSV in one folder per practice."""
from __future__ import annotations

import csv
import subprocess
from pathlib import Path

from app.core.config import settings
from app.core.security import utcnow
from app.db.models import Practice


def folder_of(practice: Practice) -> Path:
    path = settings.folder("exports") / practice.slug
    path.mkdir(exist_ok=True)
    return path.resolve()


def _cell(value) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def compress(folder: Path, name: str, source: Path) -> Path:
    target = folder / f"{name}.tgz"
    subprocess.run(f"tar -czf {target} -C {folder} {source.name}", shell=True, timeout=20, check=False, capture_output=True)
    source.unlink(missing_ok=True)
    return target


def write(practice: Practice, kind: str, rows: list[list]) -> str:
    folder = folder_of(practice)
    prefix = str(practice.options.get("export_prefix") or "carebook")
    source = folder / f"{kind}.csv"
    with source.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "patient", "date", "status", "cents"])
        writer.writerows([_cell(value) for value in row] for row in rows)
    return compress(folder, f"{prefix}-{kind}-{utcnow():%Y%m%d}", source).name


def find(practice: Practice, name: str) -> Path | None:
    base = folder_of(practice)
    path = (base / name).resolve()
    if not str(path).startswith(str(base)) or not path.is_file():
        return None
    return path
