from importlib import import_module

MODULES = {"csv": "exports.csv_writer", "xlsx": "exports.xlsx_writer"}


def writer_for(kind):
    module = import_module(MODULES[kind])
    return module.Writer()
