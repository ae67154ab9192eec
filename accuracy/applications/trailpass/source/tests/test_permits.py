from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from permits.models import Day, Permit, Trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    trail = Trail.objects.create(slug="ridge", name="Ridge")
    return Day.objects.create(trail=trail, day=timezone.localdate() + timedelta(days=3), left=2)


def test_places_are_taken_once(day):
    assert Day.objects.take(day.trail, day.day, 2)
    assert not Day.objects.take(day.trail, day.day, 1)


def test_hikers_do_not_see_each_other(client, day):
    one, two = (User.objects.create_user(f"{n}@hike.example", "a long walk home", name=n) for n in ("one", "two"))
    permit = Permit.objects.create(trail=day.trail, holder=one, day=day.day, hikers=1)
    client.force_login(two)
    assert client.get(f"/permits/{permit.pk}/", secure=True).status_code == 404
    assert client.post(f"/api/permits/{permit.pk}/grant/", secure=True).status_code == 403
