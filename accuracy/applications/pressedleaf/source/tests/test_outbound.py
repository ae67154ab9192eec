from unittest import mock

from django.test import SimpleTestCase

from herbarium.services.outbound import Unreachable, check_address


def resolving(address):
    return mock.patch("socket.getaddrinfo", return_value=[(2, 1, 6, "", (address, 443))])


class CheckAddress(SimpleTestCase):
    def test_inner_hosts_are_refused(self):
        for address in ("127.0.0.1", "10.2.3.4", "169.254.169.254", "::1", "::ffff:10.0.0.1"):
            with resolving(address), self.assertRaises(Unreachable):
                check_address("https://hook.example.org/in")

    def test_public_hosts_are_dialled_by_address(self):
        with resolving("93.184.215.14"):
            self.assertEqual(check_address("https://hook.example.org/in?x=1").path, "/in?x=1")

    def test_other_schemes_are_refused(self):
        with self.assertRaises(Unreachable):
            check_address("http://hook.example.org/")
