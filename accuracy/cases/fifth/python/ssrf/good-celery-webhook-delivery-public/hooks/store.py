import os

import psycopg
from psycopg.rows import dict_row


def _connection():
    return psycopg.connect(os.environ["DATABASE_URL"], row_factory=dict_row, connect_timeout=5)


def add_subscription(owner_id, address):
    with _connection() as connection:
        return connection.execute(
            "INSERT INTO subscriptions (owner_id, address) VALUES (%s, %s) RETURNING id", (owner_id, address)
        ).fetchone()


def subscription(subscription_id):
    with _connection() as connection:
        return connection.execute("SELECT id, address FROM subscriptions WHERE id = %s", (subscription_id,)).fetchone()


def keep_answer(subscription_id, status, text):
    with _connection() as connection:
        connection.execute(
            "UPDATE subscriptions SET last_status = %s, last_answer = %s WHERE id = %s", (status, text, subscription_id)
        )
