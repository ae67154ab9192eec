import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from gallery.models import Member, Print, Seat, Show
from gallery.templatetags.text import markdown


class Pages(TestCase):
    def setUp(self):
        self.ann = Member.objects.create_user("ann@hall.test", "Ann", "a long password")
        self.bob = Member.objects.create_user("bob@hall.test", "Bob", "a long password")
        self.show = Show.objects.create(slug="spring", title="Spring", begins=date(2026, 3, 1), text="*hello* <script>")
        Seat.objects.create(show=self.show, member=self.ann, role=Seat.CURATOR)

    def enter(self, email, next_="/"):
        return self.client.post("/login", {"username": email, "password": "a long password", "next": next_}, secure=True)

    def test_closed_and_scoped(self):
        self.assertEqual(self.client.get("/", secure=True).status_code, 302)
        self.assertEqual(self.enter("bob@hall.test", "https://evil.test/").url, "/")
        self.assertEqual(self.client.get("/shows/spring", secure=True).status_code, 404)
        self.assertEqual(self.client.get("/members", secure=True).status_code, 403)
        self.assertEqual(self.client.get("/catalogues/../etc/passwd", secure=True).status_code, 404)

    def test_hang_and_search(self):
        self.enter("ann@hall.test")
        self.assertContains(self.client.get("/shows/spring", secure=True), "<em>hello</em>")
        out = io.BytesIO()
        Image.new("RGB", (8, 8)).save(out, "PNG")
        form = {"title": "Leaf", "picture": SimpleUploadedFile("x.svg", out.getvalue())}
        self.assertEqual(self.client.post("/shows/spring/hang", form, secure=True).status_code, 302)
        found = Print.objects.get()
        self.assertEqual(b"".join(self.client.get(f"/prints/{found.pk}/picture", secure=True))[:2], b"\xff\xd8")
        self.assertContains(self.client.get("/prints?q=lea&sort=author", secure=True), "Leaf")
        self.assertIn(b"Leaf", b"".join(self.client.get("/shows/spring/export.csv", secure=True)))
        self.assertEqual(self.client.post("/shows/spring/seats", {"member": self.bob.pk, "role": "exhibitor"}, secure=True).status_code, 302)
        self.assertEqual(self.client.post(f"/prints/{found.pk}/take-down", secure=True).status_code, 302)
        bad = {"title": "Leaf", "picture": SimpleUploadedFile("x.png", b"<svg/>")}
        self.assertEqual(self.client.post("/shows/spring/hang", bad, secure=True).status_code, 200)

    def test_steward(self):
        Member.objects.filter(pk=self.ann.pk).update(is_steward=True)
        self.enter("ann@hall.test")
        table = SimpleUploadedFile("m.xml", b"<m><member><email>c@hall.test</email><name>C</name></member></m>")
        self.assertEqual(self.client.post("/members/import", {"table": table}, secure=True).status_code, 302)
        self.assertTrue(Member.objects.filter(email="c@hall.test").exists())
        self.assertContains(self.client.get("/members", secure=True), "c@hall.test")
        self.assertContains(self.client.get("/notes", secure=True), "member.import")

    def test_markup(self):
        self.assertNotIn("href", markdown("[x](javascript:1)"))
