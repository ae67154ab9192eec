from django.core.management.base import BaseCommand

from permits.models import Permit


class Command(BaseCommand):
    help = "Permits of past days that nobody used expire."

    def handle(self, *args, **options):
        done = Permit.objects.overdue().update(state=Permit.State.EXPIRED)
        self.stdout.write(f"{done} expired")
