from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from shipments.models import Carrier, User


class Command(BaseCommand):
    help = "Founds a carrier and makes somebody who has an account its first admin."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args, name, username, **options):
        user = User.objects.select_for_update().filter(username=username, carrier=None).first()
        if user is None:
            raise CommandError("There is no such person, or it has a carrier.")
        user.carrier, user.duty = Carrier.objects.create(name=name), User.Duty.ADMIN
        user.save(update_fields=["carrier", "duty"])
