from datetime import date

from django.test import TestCase

from boats.models import Boat, Booking, Redemption, Voucher
from members.models import Member


class BookingTest(TestCase):
    def setUp(self):
        self.ada = Member.objects.create_user("ada@club.example", "Quite-long keel 4711", name="Ada")
        self.bob = Member.objects.create_user("bob@club.example", "Quite-long keel 4712", name="Bob")
        self.boat = Boat.objects.create(name="Tern", kind="dinghy", price_cents=3000)
        self.booking = Booking.objects.create(boat=self.boat, member=self.ada, day=date(2027, 5, 1), price_cents=3000)

    def test_another_member_finds_no_booking(self):
        self.client.force_login(self.bob)
        for path in ("", "edit/", "delete/", "note/"):
            self.assertEqual(self.client.get(f"/bookings/{self.booking.pk}/{path}").status_code, 404)
        self.assertEqual(self.client.post(f"/bookings/{self.booking.pk}/cancel/").status_code, 404)

    def test_a_boat_is_booked_once_a_day(self):
        self.client.force_login(self.bob)
        answer = self.client.post("/bookings/new/", {"boat": self.boat.pk, "day": "2027-05-01"})
        self.assertContains(answer, "taken", status_code=422)

    def test_the_price_is_the_one_of_the_boat(self):
        self.client.force_login(self.bob)
        self.client.post("/bookings/new/", {"boat": self.boat.pk, "day": "2027-05-02", "price_cents": "1", "status": "confirmed"})
        booking = Booking.objects.get(member=self.bob)
        self.assertEqual((booking.price_cents, booking.status), (3000, "requested"))

    def test_a_voucher_is_redeemed_once(self):
        Voucher.objects.create(code="SPRING", value_cents=500, uses_left=5)
        self.client.force_login(self.bob)
        for _time in range(2):
            self.client.post("/bookings/redeem/", {"code": "SPRING"})
        self.bob.refresh_from_db()
        self.assertEqual((self.bob.balance_cents, Redemption.objects.count()), (500, 1))
