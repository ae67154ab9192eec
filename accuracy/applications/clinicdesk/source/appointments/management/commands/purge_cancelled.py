from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from appointments.models import Appointment, Document


class Command(BaseCommand):
    help = "Delete appointments that were cancelled and created before the given number of days."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *, days: int, dry_run: bool, **_options) -> None:
        old = Appointment.objects.filter(
            status=Appointment.Status.CANCELLED, created_at__lt=timezone.now() - timedelta(days=max(days, 30))
        )
        print(f"{old.count()} appointments to delete")
        if dry_run:
            return
        for document in Document.objects.filter(appointment__in=old).iterator(chunk_size=200):
            document.file.delete(save=False)
        with transaction.atomic():
            deleted, _ = old.delete()
        print(f"{deleted} rows deleted")
