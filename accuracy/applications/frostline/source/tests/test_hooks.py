import pytest

from frostline.api.hooks import partner
from frostline.problems import Problem


@pytest.mark.parametrize(
    "url",
    [
        "http://tms.partner.example/",
        "https://tms.partner.example:8443/",
        "https://169.254.169.254/",
        "https://tms.partner.example@other.example/",
        "https://tms.partner.example.other.example/",
        "https://[",
    ],
)
def test_only_partners(url):
    with pytest.raises(Problem):
        partner(url)


def test_partner():
    assert partner("https://tms.partner.example/in?a=1") == "https://tms.partner.example/in?a=1"
