from django.test import TestCase

from accounts.models import Account
from accounts.sessions import open_session
from jobs.models import Job


class ApplicationsTest(TestCase):
    def setUp(self):
        Job.objects.create(slug="qa", title="QA", department="Quality", status="published")
        self.headers = [{"authorization": f"Bearer {open_session(Account.objects.create(email=email, password='!'))['access']}"} for email in ("a@x.example", "b@x.example")]

    def test_an_application_belongs_to_its_candidate(self):
        made = self.client.post("/api/applications", {"job": "qa"}, content_type="application/json", headers=self.headers[0])
        self.assertEqual(made.status_code, 201)
        path = f"/api/applications/{made.json()['id']}"
        self.assertEqual(self.client.get(path, headers=self.headers[0]).status_code, 200)
        for method in (self.client.get, self.client.patch, self.client.delete):
            self.assertEqual(method(path, headers=self.headers[1]).status_code, 404)
        self.assertEqual(self.client.get(path).status_code, 401)
