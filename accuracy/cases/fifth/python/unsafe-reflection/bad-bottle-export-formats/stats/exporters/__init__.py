import importlib


def exporter(name):
    path, _, function = name.partition(":")
    module = importlib.import_module(path)
    return getattr(module, function or "export")
