from importlib import import_module


def writer_for(kind):
    module = import_module("." + kind if kind.endswith("_writer") else kind, package="exports")
    return module.Writer()
