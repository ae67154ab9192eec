from .kinds import revenue, stock

REPORTS = {"revenue": revenue.build, "stock": stock.build}


class UnknownReport(LookupError):
    pass


def run(kind, month):
    try:
        build = REPORTS[kind]
    except KeyError as exc:
        raise UnknownReport(kind) from exc
    return build(month)
