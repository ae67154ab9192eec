import os

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command
from django.core.management.base import CommandError


class Command(BaseCommand):
    help = "Migrates the database and makes the first operator; run at each start of the container."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=0)
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = os.environ.get("FIRST_OPERATOR_PASSWORD", "")
        if len(password) < 14:
            raise CommandError("FIRST_OPERATOR_PASSWORD must have 14 characters")
        users.create_superuser(username="admin", email="ops@example.org", password=password)
        self.stdout.write("the first operator was made")
