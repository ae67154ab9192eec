from unittest import mock

import pytest

from shipments.domain.dialling import NotDialled, number_of


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.1.1"])
def test_inner_numbers(number):
    with mock.patch("socket.getaddrinfo", return_value=[(0, 0, 0, "", (number, 443))]), pytest.raises(NotDialled):
        number_of("https://hook.example.org/")


@pytest.mark.parametrize("url", ["http://hook.example.org/", "https://a@hook.example.org/", "https://hook.example.org:8443/"])
def test_other_addresses(url):
    with pytest.raises(NotDialled):
        number_of(url)
