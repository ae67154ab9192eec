import importlib


class CsvExporter:
    def run(self, rows):
        return "\n".join(",".join(map(str, row)) for row in rows)


class TsvExporter:
    def run(self, rows):
        return "\n".join("\t".join(map(str, row)) for row in rows)


REGISTERED = {"exporters.CsvExporter": CsvExporter, "exporters.TsvExporter": TsvExporter}


def exporter(dotted):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)()
