from django.test import TestCase

from members.models import Member
from office.audit import first_broken
from office.models import AuditEntry


class AccessTest(TestCase):
    def setUp(self):
        self.member = Member.objects.create_user("ada@club.example", "Quite-long keel 4711", name="Ada")
        self.officer = Member.objects.create_user("olga@club.example", "Quite-long keel 4712", name="Olga", role="officer")

    def test_pages_ask_for_an_account(self):
        for path in ("/account/", "/members/", "/bookings/", "/invoices/", "/documents/", "/office/", "/admin/"):
            self.assertEqual(self.client.get(path).status_code, 302, path)

    def test_members_are_no_officers(self):
        self.client.force_login(self.member)
        for path in ("/office/report/", "/office/newsletter/", "/members/export.csv", "/notices/new/", "/boats/import/"):
            self.assertEqual(self.client.get(path).status_code, 403, path)

    def test_a_disabled_member_is_out(self):
        self.client.force_login(self.member)
        Member.objects.filter(pk=self.member.pk).update(is_active=False)
        self.assertEqual(self.client.get("/account/").status_code, 302)

    def test_the_audit_trail_shows_a_change(self):
        self.client.force_login(self.officer)
        for role in ("officer", "member"):
            self.client.post(f"/members/{self.member.pk}/promote/", {"role": role})
        self.assertIsNone(first_broken())
        AuditEntry.objects.filter(pk=AuditEntry.objects.order_by("pk").first().pk).update(subject="nothing")
        self.assertIsNotNone(first_broken())
