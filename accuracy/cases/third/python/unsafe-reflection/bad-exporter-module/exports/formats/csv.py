import csv
import io


def export(entries) -> bytes:
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerows((entry.day, entry.text, entry.amount) for entry in entries)
    return sink.getvalue().encode()
