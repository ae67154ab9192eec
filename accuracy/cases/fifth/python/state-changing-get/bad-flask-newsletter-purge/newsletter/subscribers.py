from . import db


def count_inactive(days):
    return db.fetch_one("SELECT count(*) AS n FROM subscribers WHERE seen_at < now() - make_interval(days => %s)", (days,))["n"]


def remove_inactive(days):
    return db.execute("DELETE FROM subscribers WHERE seen_at < now() - make_interval(days => %s)", (days,))
