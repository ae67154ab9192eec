from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Clinic, User
from appointments.models import Appointment, Slot

PASSWORD = "correct-horse-for-tests"


@pytest.fixture
def world(db):
    clinic = Clinic.objects.create(name="North")
    doctor = User.objects.create_user("doctor", password=PASSWORD, role="practitioner", clinic=clinic)
    first = User.objects.create_user("first", password=PASSWORD)
    second = User.objects.create_user("second", password=PASSWORD)
    slot = Slot.objects.create(clinic=clinic, practitioner=doctor, starts_at=timezone.now() + timedelta(days=2))
    return first, second, Appointment.objects.create(slot=slot, patient=first)


def test_others_get_nothing(world, client):
    _, second, appointment = world
    client.force_login(second)
    assert client.get(f"/api/appointments/{appointment.pk}/", secure=True).status_code == 404
    assert client.post(f"/appointments/{appointment.pk}/cancel/", secure=True).status_code == 404


def test_pages_need_a_session(client, db):
    assert client.get("/", secure=True).status_code == 302
    assert client.get("/api/appointments/", secure=True).status_code == 403
    assert client.get("/api/slots/", secure=True).status_code == 200


def test_redirect_stays_here(world, client):
    client.force_login(world[0])
    answer = client.post("/calendar-view/", {"view": "day", "next": "https://other.example/"}, secure=True)
    assert answer.headers["Location"] == "/"
