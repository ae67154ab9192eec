from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from desk.models import Round


class Command(BaseCommand):
    help = "Marks rounds as closed once their deadline has passed."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true")

    @transaction.atomic
    def handle(self, *args, dry_run=False, **options):
        due = Round.objects.select_for_update(skip_locked=True).filter(closed=False, closes_at__lte=timezone.now())
        for grant_round in due:
            self.stdout.write(f"{grant_round.pk}: {grant_round.title}")
            if not dry_run:
                grant_round.closed = True
                grant_round.save(update_fields=["closed"])
        self.stdout.write(self.style.SUCCESS("nothing changed" if dry_run else "done"))
