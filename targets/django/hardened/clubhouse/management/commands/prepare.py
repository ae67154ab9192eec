import os
from datetime import date, timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from boats.models import Boat
from members.models import Member
from notices.models import Notice

KINDS = ["dinghy", "yacht", "rowing boat"]
REPORT = 'The booking page was down on Sunday. It said: Traceback (most recent call last): File "/srv/club/views.py", line 31, in save.'


class Command(BaseCommand):
    help = "The tables, public examples and, when the environment names one, an administrator"

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0, interactive=False)
        if not Boat.objects.exists():
            Boat.objects.bulk_create(Boat(name=f"Tern {number}", kind=KINDS[number % 3], berth=f"B{number}", description="A boat of the club.", price_cents=3000 + number * 100) for number in range(1, 31))
            opening = date(2027, 4, 1)
            Notice.objects.bulk_create(Notice(title=f"News of week {number}", body=f"The jetty opens on {opening + timedelta(weeks=number)}.\n\nSee you there.", published=number % 6 != 0) for number in range(1, 31))
            Notice.objects.create(title="What went wrong on Sunday", body=REPORT)
        self._administrator()

    def _administrator(self):
        email, password = os.environ.get("BOOTSTRAP_ADMIN_EMAIL"), os.environ.get("BOOTSTRAP_ADMIN_PASSWORD")
        if not email or not password or Member.objects.filter(is_superuser=True).exists():
            return
        if len(password) < 12:
            raise CommandError("BOOTSTRAP_ADMIN_PASSWORD: needs at least 12 characters")
        Member.objects.create_user(email, password, name="Administrator", role="officer", is_staff=True, is_superuser=True)
