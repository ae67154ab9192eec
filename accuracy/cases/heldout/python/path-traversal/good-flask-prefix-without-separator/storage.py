from pathlib import Path

ROOT = Path("/srv/invoices").resolve()


class Forbidden(Exception):
    pass


def locate(name):
    wanted = (ROOT / name).resolve()
    if not wanted.is_relative_to(ROOT):
        raise Forbidden(name)
    return wanted
