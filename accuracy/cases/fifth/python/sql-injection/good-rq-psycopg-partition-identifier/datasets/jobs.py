import os

import psycopg
from psycopg import sql


class DatasetWriter:
    def __init__(self, dsn=None):
        self.dsn = dsn or os.environ["DATABASE_URL"]

    def __enter__(self):
        self.connection = psycopg.connect(self.dsn, connect_timeout=5)
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            self.connection.commit()
        self.connection.close()

    def drop_rows(self, dataset, before):
        statement = sql.SQL("DELETE FROM {} WHERE taken_on < %s").format(sql.Identifier(f"data_{dataset}"))
        return self.connection.execute(statement, (before,)).rowcount


def prune(dataset, before):
    with DatasetWriter() as writer:
        return writer.drop_rows(dataset, before)
