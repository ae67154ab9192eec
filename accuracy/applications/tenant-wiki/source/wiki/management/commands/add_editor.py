import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.management.base import BaseCommand

from wiki.models import Tenant, User


class Command(BaseCommand):
    help = "Adds an editor to a workspace; asks for the password."

    def add_arguments(self, parser):
        parser.add_argument("tenant")
        parser.add_argument("email")

    def handle(self, *args, **options):
        user = User(tenant=Tenant.objects.get(slug=options["tenant"]), email=options["email"].lower(), role=User.Role.EDITOR)
        password = getpass.getpass()
        validate_password(password, user)
        user.set_password(password)
        user.save()
        self.stdout.write("added")
