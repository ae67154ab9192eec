import time

from app.domain.sessions import digest_of

PER_ADDRESS, ADDRESS_SECONDS = 5, 60
PER_ACCOUNT, ACCOUNT_SECONDS = 50, 900


def _keys(login: str, address: str):
    return ((digest_of(f"{login}\n{address}"), PER_ADDRESS, ADDRESS_SECONDS), (digest_of(login), PER_ACCOUNT, ACCOUNT_SECONDS))


def begin(database, login: str, address: str) -> float:
    """Counts the attempt before the password is looked at; seconds to wait when there were too many, else 0."""
    now = time.time()
    with database.transaction() as connection:
        for key, most, seconds in _keys(login, address):
            row = connection.execute("SELECT count, ends FROM attempts WHERE key = ? AND ends > ?", (key, now)).fetchone()
            if row is not None and row["count"] >= most:
                return row["ends"] - now
            count, ends = (row["count"], row["ends"]) if row is not None else (0, now + seconds)
            connection.execute(
                "INSERT INTO attempts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = excluded.count, ends = excluded.ends", (key, count + 1, ends)
            )
    return 0


def forgive(database, login: str, address: str) -> None:
    for key, _, _ in _keys(login, address):
        database.change("UPDATE attempts SET count = count - 1 WHERE key = ? AND count > 0", key)
