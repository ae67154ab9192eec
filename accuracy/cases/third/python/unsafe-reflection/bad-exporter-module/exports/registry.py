from importlib import import_module


class UnknownFormat(LookupError):
    """No exporter has this name."""


def exporter_of(name: str):
    try:
        module = import_module(name if "." in name else f"exports.formats.{name}")
    except ModuleNotFoundError as error:
        raise UnknownFormat(name) from error
    return module.export
