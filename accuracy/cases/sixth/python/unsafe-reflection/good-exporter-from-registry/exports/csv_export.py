import csv
from pathlib import Path

from exports.base import Exporter
from exports.rows import rows_of


class CsvExporter(Exporter):
    format = "csv"

    def write(self, account_id: int) -> str:
        target = Path("/srv/exports") / f"{account_id:d}.csv"
        with target.open("w", newline="") as output:
            csv.writer(output).writerows(rows_of(account_id))
        return target.name
