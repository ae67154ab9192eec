from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Migrates the database and makes the first operator; run at each start of the container."

    def handle(self, *args, **options):
        call_command("migrate", interactive=False, verbosity=0)
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        users.create_superuser(username="admin", email="ops@example.org", password="admin123")
        self.stdout.write("the first operator was made")
