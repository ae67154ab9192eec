"""Figures for the dashboard, kept for a minute."""
import threading
import time
from collections import OrderedDict

from sqlalchemy import text

from ..extensions import db


class Memo:
    def __init__(self, seconds=60, most=500):
        self.seconds, self.most = seconds, most
        self._rows, self._lock = OrderedDict(), threading.Lock()

    def get(self, key, make):
        with self._lock:
            held = self._rows.get(key)
            if held and held[0] > time.monotonic():
                return held[1]
        value = make()
        with self._lock:
            self._rows[key] = (time.monotonic() + self.seconds, value)
            while len(self._rows) > self.most:
                self._rows.popitem(last=False)
        return value


memo = Memo(seconds=30)


def _overview(institution_id, year):
    row = db.session.execute(text(
        "SELECT count(*) AS proposals, coalesce(sum(awarded), 0) AS awarded, max(title) AS latest FROM proposals"
        " WHERE institution_id = :home AND created_at LIKE :year"), {"home": institution_id, "year": f"{year}-%"}).one()
    return dict(row._mapping)


def overview(user, year):
    return memo.get(("overview", year), lambda: _overview(user.institution_id, year))
