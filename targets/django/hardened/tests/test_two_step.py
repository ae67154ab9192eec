import time

from django.test import TestCase

from members import two_step
from members.models import Member

PASSWORD = "Quite-long keel 4711"


class TwoStepTest(TestCase):
    def setUp(self):
        self.member = Member.objects.create_user("ada@club.example", PASSWORD, name="Ada", two_step_nonce="nonce")

    def _code(self):
        return two_step._code(two_step.secret_of("nonce"), int(time.time()) // two_step.STEP_SECONDS)

    def test_the_password_alone_is_not_enough(self):
        answer = self.client.post("/account/login/", {"username": "ada@club.example", "password": PASSWORD})
        self.assertRedirects(answer, "/account/code/")
        self.assertEqual(self.client.get("/account/").status_code, 302)

    def test_a_code_works_once(self):
        code = self._code()
        for expected in (302, 401):
            self.client.logout()
            self.client.post("/account/login/", {"username": "ada@club.example", "password": PASSWORD})
            self.assertEqual(self.client.post("/account/code/", {"code": code}).status_code, expected)
