from reports.csv import CsvExporter
from reports.xlsx import XlsxExporter

EXPORTERS = {"csv": CsvExporter, "xlsx": XlsxExporter}


def exporter_for(name: str):
    try:
        return EXPORTERS[name]()
    except KeyError:
        raise LookupError(name) from None
