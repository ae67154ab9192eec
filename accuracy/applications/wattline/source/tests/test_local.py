import pytest

from wattline.views.auth import local


@pytest.mark.parametrize("target", ["//other.example", "https://other.example", "", None])
def test_only_places_within(target):
    assert local(target) == "/"


def test_paths_are_kept():
    assert local("/meters") == "/meters"
