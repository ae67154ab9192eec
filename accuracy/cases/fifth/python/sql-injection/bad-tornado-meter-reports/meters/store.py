import sqlite3
from contextlib import contextmanager


class UsageStore:
    def __init__(self, path):
        self.path = path

    @contextmanager
    def cursor(self):
        connection = sqlite3.connect(self.path, timeout=5)
        try:
            yield connection.cursor()
            connection.commit()
        finally:
            connection.close()

    def run(self, statement):
        with self.cursor() as cursor:
            return cursor.execute(statement).fetchmany(1000)
