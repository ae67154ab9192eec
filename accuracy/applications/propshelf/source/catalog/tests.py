from django.test import TestCase, override_settings

from accounts.models import User
from catalog.models import Hire, Prop


@override_settings(DEBUG=False)
class Pages(TestCase):
    def setUp(self):
        self.ada = User.objects.create_user("ada", "ada@propshelf.example", "a-test-word", theatre="Old Mill")
        self.boss = User.objects.create_user("boss", "boss@propshelf.example", "a-test-word", is_staff=True)
        self.throne = Prop.objects.create(name="Throne", code="TH-1", period="gothic", day_price=12, owner=self.boss)

    def test_open_pages(self):
        self.assertContains(self.client.get("/"), "Throne")
        self.assertEqual(self.client.get("/hires/").status_code, 302)
        self.assertContains(self.client.get("/api/suggest/?q=Th"), "Throne")

    def test_hire(self):
        self.client.force_login(self.ada)
        answer = self.client.post("/hires/new/", {"prop": self.throne.pk, "starts": "2025-03-01", "days": 3})
        hire = Hire.objects.get()
        self.assertRedirects(answer, f"/hires/{hire.pk}/")
        self.client.post(f"/hires/{hire.pk}/extend/", {"days": 1})
        self.assertContains(self.client.get(f"/hires/{hire.pk}/letter/"), "Throne")
        self.client.post(f"/hires/{hire.pk}/cancel/")
        hire.refresh_from_db()
        self.assertEqual(hire.status, "cancelled")

    def test_search_and_api(self):
        self.client.force_login(self.ada)
        self.assertContains(self.client.get("/props/search/?q=thr&period=gothic"), "Throne")
        self.assertEqual(len(self.client.get("/api/props/?period=gothic").json()["props"]), 1)
        self.assertEqual(self.client.get("/api/usage/").status_code, 200)
        self.assertEqual(self.client.get(f"/props/{self.throne.pk}/").status_code, 200)
        self.client.post("/basket/", {"prop": self.throne.pk, "days": 2})
        self.assertContains(self.client.get("/basket/"), "2 days")

    def test_profile(self):
        self.client.force_login(self.ada)
        self.client.post("/profile/", {"username": "ada", "theatre": "New Mill"})
        self.ada.refresh_from_db()
        self.assertEqual(self.ada.theatre, "New Mill")

    def test_office(self):
        self.client.force_login(self.ada)
        self.assertEqual(self.client.get("/office/").status_code, 403)
        self.client.force_login(self.boss)
        for page in ("/office/", "/office/hires/?sort=starts", "/office/users/"):
            self.assertEqual(self.client.get(page).status_code, 200)
        self.client.post("/office/prices/", {"percent": "10", "period": "gothic"})
