import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

COLUMNS = ["sku", "name", "quantity", "unit_cost"]
MAX_ROWS = 5000
SKU = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ImportProblem(ValueError):
    pass


def _row(raw: dict[str, Any]) -> dict[str, Any]:
    if None in raw or None in raw.values():
        raise ImportProblem("wrong number of columns")
    sku, name = raw["sku"].strip().upper(), raw["name"].strip()
    if not SKU.fullmatch(sku):
        raise ImportProblem("invalid SKU")
    if not 0 < len(name) <= 120 or not name.isprintable():
        raise ImportProblem("invalid name")
    try:
        quantity, cost = int(raw["quantity"]), Decimal(raw["unit_cost"])
    except (ValueError, InvalidOperation) as error:
        raise ImportProblem("invalid number") from error
    if not 0 <= quantity <= 1_000_000 or not cost.is_finite() or not 0 <= cost < 10_000_000:
        raise ImportProblem("number out of range")
    return {"sku": sku, "name": name, "quantity": quantity, "unit_cost": cost.quantize(Decimal("0.01"))}


def parse(stream: BinaryIO) -> list[dict[str, Any]]:
    """All rows or, at the first mistake, an ImportProblem that names the line."""
    rows: dict[str, dict[str, Any]] = {}
    reader = csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), strict=True)
    try:
        if reader.fieldnames != COLUMNS:
            raise ImportProblem(f"the first line has to be {','.join(COLUMNS)}")
        for raw in reader:
            if len(rows) >= MAX_ROWS:
                raise ImportProblem(f"more than {MAX_ROWS} rows")
            row = _row(raw)
            if rows.setdefault(row["sku"], row) is not row:
                raise ImportProblem("SKU occurs twice")
    except (csv.Error, UnicodeDecodeError) as error:
        raise ImportProblem("this is no CSV file in UTF-8") from error
    except ImportProblem as error:
        raise ImportProblem(f"Line {reader.line_num}: {error}") from error
    return list(rows.values())


def cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def render(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() > 32_768:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
