import csv
from pathlib import Path

from litestar import get

FOLDER = Path("/srv/reports")


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))[:1000]


@get("/reports/{year:int}")
async def report(year: int) -> list[dict[str, str]]:
    path = FOLDER / f"{year}.csv"
    return read_rows(path)
