import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from herbarium.services.outgoing import deliver_next


class Command(BaseCommand):
    help = "Delivers letters and webhooks until it is told to stop."

    def handle(self, *args, **options):
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            if not deliver_next():
                close_old_connections()
                stop.wait(2)
