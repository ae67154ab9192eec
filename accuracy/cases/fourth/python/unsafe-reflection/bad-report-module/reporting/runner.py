import importlib


class UnknownReport(LookupError):
    pass


def run(kind, month):
    try:
        module = importlib.import_module(kind)
    except ImportError as exc:
        raise UnknownReport(kind) from exc
    return module.build(month)
