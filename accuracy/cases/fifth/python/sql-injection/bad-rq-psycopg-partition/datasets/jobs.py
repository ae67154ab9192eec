import os

import psycopg


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
        statement = f"DELETE FROM data_{dataset} WHERE taken_on < %s"
        return self.connection.execute(statement, (before,)).rowcount


def prune(dataset, before):
    with DatasetWriter() as writer:
        return writer.drop_rows(dataset, before)
