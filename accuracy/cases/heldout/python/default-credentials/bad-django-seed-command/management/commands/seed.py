import os

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes the first administrator"

    def handle(self, *args, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        email = os.environ.get("ADMIN_EMAIL", "admin@example.org")
        users.create_superuser(username="admin", email=email, password="admin")
        self.stdout.write("administrator made")
