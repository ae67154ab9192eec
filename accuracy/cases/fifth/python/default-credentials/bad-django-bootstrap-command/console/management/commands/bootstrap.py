from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

from console.models import Organisation


class Command(BaseCommand):
    help = "Makes the first organisation and its administrator."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", default="Main office")

    @transaction.atomic
    def handle(self, *args, **options):
        organisation, _ = Organisation.objects.get_or_create(name=options["organisation"])
        User = get_user_model()
        if User.objects.filter(is_superuser=True).exists():
            self.stdout.write("An administrator exists.")
            return
        admin = User.objects.create_superuser("admin", "admin@console.example", "admin123")
        organisation.administrators.add(admin)
        self.stdout.write(f"{organisation.name} is ready.")
