import csv
import io
import re

import yaml

from . import fields
from .fields import wrong

MOST = 500
_SAILING = {
    "code": fields.text(12, 3, r"[A-Z0-9-]+"),
    "origin": fields.among(("DEKEL", "SEGOT", "NOOSL", "FIHEL")),
    "destination": fields.among(("DEKEL", "SEGOT", "NOOSL", "FIHEL")),
    "departs": fields.moment,
    "cabins": fields.whole(0, 2000),
    "cents": fields.whole(1, 1_000_000),
}


def sailings_of(body: bytes, form: str) -> list[dict]:
    """Sailings of a table; all rows are good or none is taken."""
    if len(body) > 200_000:
        raise wrong("table", "is too long")
    try:
        words = body.decode("utf-8-sig")
        if form == "yaml":
            if re.search(r"(^|[\s\[,:-])[&*]\w", words):
                raise wrong("table", "has anchors")
            rows = yaml.load(words, Loader=yaml.SafeLoader)
        else:
            rows = list(csv.DictReader(io.StringIO(words)))
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error, RecursionError) as problem:
        raise wrong("table", "cannot be read") from problem
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST or not all(isinstance(r, dict) for r in rows):
        raise wrong("table", "is no list of sailings")
    return [{name: read(name, None if row.get(name) is None else str(row[name])) for name, read in _SAILING.items()} for row in rows]
