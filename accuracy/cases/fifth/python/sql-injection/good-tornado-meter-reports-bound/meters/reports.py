def daily(meter, since):
    return "SELECT date(at) AS day, sum(kwh) FROM usage WHERE meter = ? AND at >= ? GROUP BY 1", (meter, since)


def peak(meter, since):
    return "SELECT at, max(kwh) FROM usage WHERE meter = ? AND at >= ?", (meter, since)


REPORTS = {"daily": daily, "peak": peak}
