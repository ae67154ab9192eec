import csv
from pathlib import Path


def load_rows(place: Path) -> int:
    with place.open(newline="", encoding="utf-8") as source:
        return sum(1 for _ in csv.DictReader(source))
