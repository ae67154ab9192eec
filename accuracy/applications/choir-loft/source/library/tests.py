from django.test import TestCase

from .models import Score


class ScoreTests(TestCase):
    def test_sorted_list(self):
        Score.objects.create(title="Evening song", composer="unknown")
        self.assertContains(self.client.get("/scores/sorted/?by=title"), "Evening song")

    def test_loans_need_a_login(self):
        self.assertEqual(self.client.post("/loans/").status_code, 302)
