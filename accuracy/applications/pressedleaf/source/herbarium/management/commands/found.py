from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from herbarium.models import Institution, Person, Role


class Command(BaseCommand):
    help = "Founds an institution and hands it to a person that exists."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("director")

    @transaction.atomic
    def handle(self, *args, name, director, **options):
        person = Person.objects.select_for_update().filter(username=director, institution=None).first()
        if person is None:
            raise CommandError("There is no such person, or it belongs to an institution.")
        person.institution, person.role = Institution.objects.create(name=name), Role.DIRECTOR
        person.save(update_fields=["institution", "role"])
