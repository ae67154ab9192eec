class CsvExporter:
    def run(self, rows):
        return "\n".join(",".join(map(str, row)) for row in rows)


class TsvExporter:
    def run(self, rows):
        return "\n".join("\t".join(map(str, row)) for row in rows)


REGISTERED = {"exporters.CsvExporter": CsvExporter, "exporters.TsvExporter": TsvExporter}


def exporter(dotted):
    if dotted not in REGISTERED:
        raise LookupError(dotted)
    return REGISTERED[dotted]()
