import os

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Creates the first administrator of a new installation."

    def handle(self, *args, **options):
        User = get_user_model()
        if User.objects.filter(is_superuser=True).exists():
            self.stdout.write("administrator present")
            return
        User.objects.create_superuser("admin", os.environ.get("ADMIN_EMAIL", "ops@example.org"), "admin123")
        self.stdout.write("administrator created")
