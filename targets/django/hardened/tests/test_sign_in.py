from django.test import TestCase

from members import attempts
from members.models import Member

PASSWORD = "Quite-long keel 4711"


class SignInTest(TestCase):
    def setUp(self):
        Member.objects.create_user("ada@club.example", PASSWORD, name="Ada")

    def _sign_in(self, password, username="ada@club.example", **more):
        return self.client.post("/account/login/", {"username": username, "password": password, **more})

    def test_unknown_and_wrong_are_answered_alike(self):
        answers = [self._sign_in("wrong-wrong-wrong"), self._sign_in("wrong-wrong-wrong", username="eve@club.example")]
        self.assertEqual([answer.status_code for answer in answers], [401, 401])

    def test_one_address_does_not_lock_an_account(self):
        for _time in range(60):
            attempts.begin("ada@club.example", "203.0.113.9")
        self.assertGreater(attempts.begin("ada@club.example", "203.0.113.9"), 0)
        self.assertEqual(attempts.begin("ada@club.example", "203.0.113.10"), 0)

    def test_nothing_leads_elsewhere(self):
        self.assertRedirects(self._sign_in(PASSWORD, next="https://evil.example/"), "/account/")

    def test_the_token_of_a_reset_is_not_logged(self):
        with self.assertLogs("clubhouse") as logged:
            self.client.get("/account/reset/MQ/secret-token/")
        self.assertNotIn("secret-token", str([vars(record) for record in logged.records if record.message == "request"]))
