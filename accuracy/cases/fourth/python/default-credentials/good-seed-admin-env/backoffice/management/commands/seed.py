import os

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Creates the first administrator of a new installation."

    def handle(self, *args, **options):
        User = get_user_model()
        if User.objects.filter(is_superuser=True).exists():
            self.stdout.write("administrator present")
            return
        password = os.environ.get("ADMIN_PASSWORD")
        if not password or len(password) < 14:
            raise CommandError("ADMIN_PASSWORD of at least 14 characters expected")
        User.objects.create_superuser("admin", os.environ.get("ADMIN_EMAIL", "ops@example.org"), password)
        self.stdout.write("administrator created")
