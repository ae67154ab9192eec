from contextlib import contextmanager
from pathlib import Path

import pika

HOST = "broker.internal"
USER = "events-writer"
PASSWORD = Path("/run/secrets/broker_password").read_text().strip()


@contextmanager
def channel():
    credentials = pika.PlainCredentials(USER, PASSWORD)
    connection = pika.BlockingConnection(
        pika.ConnectionParameters(HOST, credentials=credentials, blocked_connection_timeout=5, socket_timeout=5)
    )
    try:
        yield connection.channel()
    finally:
        connection.close()
