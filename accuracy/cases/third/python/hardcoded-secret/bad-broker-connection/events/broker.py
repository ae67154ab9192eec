from contextlib import contextmanager

import pika

HOST = "broker.internal"
USER = "events-writer"
PASSWORD = "mQ4!rainfall-Tundra-81"


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
