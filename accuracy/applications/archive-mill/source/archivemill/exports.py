import csv
import io
from xml.sax.saxutils import escape


def _cell(value):
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_csv(records):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "title", "year"])
    for record in records:
        writer.writerow([_cell(record.number), _cell(record.title), _cell(record.year)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def as_ead(records):
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<dsc>'
    for r in records:
        yield f"<c><unitid>{escape(r.number)}</unitid><unittitle>{escape(r.title)}</unittitle><unitdate>{r.year or ''}</unitdate></c>"
    yield "</dsc>"
