from importlib import import_module

EXPORTERS = {"csv": "exports.formats.csv", "ods": "exports.formats.ods"}


class UnknownFormat(LookupError):
    """No exporter has this name."""


def exporter_of(name: str):
    try:
        module = import_module(EXPORTERS[name])
    except KeyError as error:
        raise UnknownFormat(name) from error
    return module.export
