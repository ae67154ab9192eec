from pathlib import Path

ROOT = Path("/srv/invoices").resolve()


class Forbidden(Exception):
    pass


def locate(name):
    wanted = (ROOT / name).resolve()
    if not str(wanted).startswith(str(ROOT)):
        raise Forbidden(name)
    return wanted
