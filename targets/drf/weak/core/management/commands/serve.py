import os

from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.seed import seed


class Command(BaseCommand):
    help = "Migrates, seeds and serves"

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        seed()
        address = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"
        call_command("runserver", address, use_reloader=False, skip_checks=True)
