from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from boats.models import Boat, Booking, Invoice, Voucher
from members.models import Member
from notices.models import Comment, Notice
from office.models import Document

PEOPLE = [
    ("admin", "admin@club.example", "admin", "officer"),
    ("harriet", "harriet@club.example", "compass-12", "officer"),
    ("oscar", "oscar@mail.example", "lantern-4", "member"),
    ("ines", "ines@mail.example", "anchor-77", "member"),
]
KINDS = ["dinghy", "yacht", "rowing boat"]
TRACEBACK = 'The booking page was down on Sunday. It said: Traceback (most recent call last): File "/srv/club/views.py", line 31, in save, and sqlite3.OperationalError: near "WHERE": syntax error.'


class Command(BaseCommand):
    help = "Migrates and fills an empty database with examples"

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        if not Member.objects.exists():
            self._examples()

    @transaction.atomic
    def _examples(self):
        people = []
        for username, email, password, role in PEOPLE:
            member = Member(username=username, email=email, role=role, phone="+00 555 0123", balance_cents=5000, is_staff=role == "officer", is_superuser=username == "admin")
            member.set_password(password)
            member.save()
            people.append(member)
        _admin, harriet, oscar, ines = people
        boats = [Boat.objects.create(name=f"Tern {number}", kind=KINDS[number % 3], berth=f"B{number}", description="A boat of the club.", price_cents=3000 + number * 100) for number in range(1, 31)]
        for number in range(1, 41):
            member = oscar if number % 2 else ines
            booking = Booking.objects.create(boat=boats[number % 30], member=member, day=date(2027, 4, 1) + timedelta(days=number), price_cents=4000, note="We bring our own life jackets.")
            Invoice.objects.create(number=f"INV-{number:05}", member=member, booking=booking, amount_cents=4000, paid=number % 3 == 0)
        for number in range(1, 31):
            notice = Notice.objects.create(title=f"News of week {number}", body="The jetty is open.\n\nSee you there.", summary="What happened", author=harriet, published=number % 6 != 0)
            Comment.objects.create(notice=notice, author=oscar, text="Thank you!")
        Notice.objects.create(title="What went wrong on Sunday", body=TRACEBACK, author=harriet)
        for member in (oscar, ines):
            Document.objects.create(owner=member, title="Licence", file=ContentFile(f"Licence of {member.username}\n".encode(), name=f"licence-{member.username}.txt"), content_type="text/plain")
        Voucher.objects.create(code="WELCOME10", value_cents=1000, uses_left=3)
        Voucher.objects.create(code="SPRING", value_cents=500, uses_left=100)
