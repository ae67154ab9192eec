import pytest

from wiki.fetcher import Refused, fetch_html
from wiki.richtext import clean


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/"])
def test_refuses_what_is_not_public(url):
    with pytest.raises(Refused):
        fetch_html(url)


def test_clean_drops_scripts():
    assert clean('<p onclick="x()">a<script>b()</script></p>') == "<p>a</p>"
