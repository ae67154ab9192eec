import signal
import threading
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from shipments.domain.delivering import deliver_next


class Command(BaseCommand):
    help = "Delivers webhooks and forgets tokens that have run out."

    def handle(self, *args, **options):
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        swept = timezone.now()
        while not stop.is_set():
            if timezone.now() - swept > timedelta(hours=1):
                swept = timezone.now()
                OutstandingToken.objects.filter(expires_at__lt=swept).delete()
            if not deliver_next():
                close_old_connections()
                stop.wait(2)
