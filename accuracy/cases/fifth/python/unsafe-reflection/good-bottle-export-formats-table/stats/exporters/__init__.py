from . import csv_rows, json_rows

EXPORTERS = {"stats.exporters.csv_rows:export": csv_rows.export, "stats.exporters.json_rows:export": json_rows.export}


def exporter(name):
    return EXPORTERS.get(name, csv_rows.export)
