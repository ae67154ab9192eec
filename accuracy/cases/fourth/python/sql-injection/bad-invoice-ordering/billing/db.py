import os
from contextlib import contextmanager

import psycopg
from psycopg.rows import dict_row

DSN = os.environ["DATABASE_URL"]


@contextmanager
def connection():
    with psycopg.connect(DSN, row_factory=dict_row, connect_timeout=5) as conn:
        yield conn
