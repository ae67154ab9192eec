from django.contrib import messages
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from members.models import Member
from members.views import summary_key
from office.audit import record

from .forms import SORTS, BookingFilterForm, BookingForm, NoteForm, VoucherForm
from .models import Booking, Invoice, Redemption, Voucher

TAKEN_TEXT = "The boat is taken on that day."


class OwnBookings:
    """Only what belongs to the member: anything else is not found."""

    context_object_name = "booking"

    def get_queryset(self):
        return Booking.objects.filter(member=self.request.user).select_related("boat")


class BookingList(OwnBookings, ListView):
    template_name = "bookings/list.html"
    context_object_name = "bookings"
    paginate_by = 20

    def get_queryset(self):
        form = BookingFilterForm(self.request.GET)
        given = form.cleaned_data if form.is_valid() else {}
        bookings = super().get_queryset().order_by(SORTS[given.get("sort") or "day"], "pk")
        return bookings.filter(status=given["status"]) if given.get("status") else bookings


class BookingCreate(CreateView):
    form_class = BookingForm
    template_name = "bookings/form.html"
    success_url = reverse_lazy("booking-list")

    def get_initial(self):
        boat = self.request.GET.get("boat", "")
        return {"boat": boat} if boat.isascii() and boat.isdigit() and len(boat) < 10 else {}

    def form_valid(self, form):
        booking = form.save(commit=False)
        booking.member, booking.price_cents = self.request.user, booking.boat.price_cents
        try:
            with transaction.atomic():
                booking.save()
                Invoice.objects.create(number=f"INV-{booking.pk:06}", member=booking.member, booking=booking, amount_cents=booking.price_cents)
        except IntegrityError:
            form.add_error("day", TAKEN_TEXT)
            return self.form_invalid(form)
        cache.delete(summary_key(self.request.user.pk))
        return redirect(self.success_url)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class BookingDetail(OwnBookings, DetailView):
    template_name = "bookings/detail.html"


class BookingUpdate(OwnBookings, UpdateView):
    form_class = BookingForm
    template_name = "bookings/form.html"
    success_url = reverse_lazy("booking-list")

    def get_queryset(self):
        return super().get_queryset().filter(status="requested")

    def form_valid(self, form):
        booking = form.save(commit=False)
        booking.price_cents = booking.boat.price_cents
        try:
            with transaction.atomic():
                booking.save()
                Invoice.objects.filter(booking=booking, paid=False).update(amount_cents=booking.price_cents)
        except IntegrityError:
            form.add_error("day", TAKEN_TEXT)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect(self.success_url)


class BookingDelete(OwnBookings, DeleteView):
    template_name = "bookings/delete.html"
    success_url = reverse_lazy("booking-list")

    def form_valid(self, form):
        record(self.request, "booking.deleted", f"booking {self.object.pk}")
        return super().form_valid(form)


class BookingNote(OwnBookings, UpdateView):
    form_class = NoteForm
    template_name = "bookings/form.html"
    success_url = reverse_lazy("booking-list")


@require_POST
def cancel(request, pk):
    booking = get_object_or_404(Booking, pk=pk, member=request.user)
    Booking.objects.filter(pk=booking.pk).exclude(status="cancelled").update(status="cancelled")
    messages.success(request, "The booking is cancelled.")
    return redirect("booking-list")


@require_POST
def remind(request, pk):
    """Says the same whoever asks, and marks the member's own bookings alone."""
    Booking.objects.filter(pk=pk, member=request.user).update(reminded=True)
    return JsonResponse({"message": "You will be reminded."})


@require_safe
def feed(request):
    bookings = Booking.objects.filter(member=request.user).exclude(status="cancelled").select_related("boat")[:200]
    events = [f"BEGIN:VEVENT\r\nUID:{booking.pk}@club.example\r\nDTSTART;VALUE=DATE:{booking.day:%Y%m%d}\r\nSUMMARY:Boat {booking.boat_id}\r\nEND:VEVENT" for booking in bookings]
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:clubhouse", *events, "END:VCALENDAR", ""])
    return HttpResponse(body, content_type="text/calendar", headers={"Content-Disposition": 'attachment; filename="bookings.ics"'})


@require_POST
def redeem(request):
    form = VoucherForm(request.POST)
    taken = form.is_valid() and _redeem(request, form.cleaned_data["code"])
    if taken:
        messages.success(request, "The voucher was added to your credit.")
    else:
        messages.error(request, "There is no such voucher for you.")
    return redirect("account")


def _redeem(request, code: str) -> bool:
    """Takes one use and adds its value in one transaction, once a member."""
    try:
        with transaction.atomic():
            voucher = Voucher.objects.filter(code=code).first()
            if voucher is None or not Voucher.objects.filter(pk=voucher.pk, uses_left__gt=0).update(uses_left=F("uses_left") - 1):
                return False
            Redemption.objects.create(voucher=voucher, member=request.user)
            Member.objects.filter(pk=request.user.pk).update(balance_cents=F("balance_cents") + voucher.value_cents)
            record(request, "voucher.redeemed", f"voucher {voucher.pk}")
    except IntegrityError:
        return False
    cache.delete(summary_key(request.user.pk))
    return True
