"""Limits that all workers share: the theoretical arrival time of each key lies in a small database."""

import sqlite3
import threading
import time
from dataclasses import dataclass

_local = threading.local()


@dataclass(frozen=True)
class Decision:
    allowed: bool
    remaining: int
    wait_seconds: float
    reset_seconds: float


class Limiter:
    def __init__(self, path: str):
        self.path = path
        with sqlite3.connect(path) as opened:
            opened.execute("PRAGMA journal_mode = WAL")
            opened.execute("CREATE TABLE IF NOT EXISTS arrivals (key TEXT PRIMARY KEY, tat REAL NOT NULL)")
            opened.execute("CREATE TABLE IF NOT EXISTS failures (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends REAL NOT NULL)")
        opened.close()

    def take(self, key: str, per_minute: int, burst: int) -> Decision:
        """The generic cell rate algorithm: exact at every moment, no double burst at the edge of a window."""
        interval = 60 / per_minute
        now = time.time()
        database = self._connection()
        database.execute("BEGIN IMMEDIATE")
        row = database.execute("SELECT tat FROM arrivals WHERE key = ?", (key,)).fetchone()
        tat = max(row[0], now) if row else now
        allowed = tat + interval - now <= burst * interval + 1e-9
        if allowed:
            tat += interval
            database.execute("INSERT INTO arrivals VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET tat = excluded.tat", (key, tat))
        database.execute("COMMIT")
        backlog = tat - now
        remaining = int((burst * interval - backlog + 1e-9) / interval)
        return Decision(allowed, max(0, remaining), 0 if allowed else backlog + interval - burst * interval, backlog)

    def begin_attempt(self, key: str, most: int, window: int) -> float:
        """Counts an attempt before it is decided; seconds to wait when there were too many, else 0."""
        now = time.time()
        database = self._connection()
        database.execute("BEGIN IMMEDIATE")
        row = database.execute("SELECT count, ends FROM failures WHERE key = ? AND ends > ?", (key, now)).fetchone()
        count, ends = row if row else (0, now + window)
        if count < most:
            database.execute(
                "INSERT INTO failures VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = excluded.count, ends = excluded.ends",
                (key, count + 1, ends),
            )
        database.execute("COMMIT")
        return 0 if count < most else ends - now

    def forgive(self, key: str) -> None:
        self._connection().execute("UPDATE failures SET count = count - 1 WHERE key = ? AND count > 0", (key,))

    def prune(self) -> None:
        now = time.time()
        self._connection().execute("DELETE FROM arrivals WHERE tat < ?", (now,))
        self._connection().execute("DELETE FROM failures WHERE ends < ?", (now,))

    def _connection(self) -> sqlite3.Connection:
        opened = getattr(_local, "limits", None)
        if opened is None:
            opened = sqlite3.connect(self.path, isolation_level=None, timeout=3)
            opened.execute("PRAGMA synchronous = OFF")
            _local.limits = opened
        return opened
