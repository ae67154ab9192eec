from importlib import import_module


def exporter_for(name: str):
    module = import_module(name)
    return module.Exporter()
