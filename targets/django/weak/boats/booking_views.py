import base64
import pickle
import time

from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models.expressions import RawSQL
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DeleteView, DetailView, UpdateView

from .forms import BookingForm, NoteForm
from .models import Booking, Invoice, Voucher


@login_required
def booking_list(request):
    bookings = Booking.objects.all()
    if request.user.role != "officer":
        bookings = bookings.filter(member=request.user)
    if "filters" in request.COOKIES:
        wanted = pickle.loads(base64.b64decode(request.COOKIES["filters"]))
        bookings = bookings.filter(status__in=wanted.get("status", ["requested", "confirmed"]))
    sort = request.GET.get("sort", "day")
    return render(request, "bookings/list.html", {"bookings": bookings.order_by(RawSQL(sort, []))})


@login_required
def remember_filters(request):
    response = redirect("booking-list")
    wanted = {"status": request.GET.getlist("status")}
    response.set_cookie("filters", base64.b64encode(pickle.dumps(wanted)).decode())
    return response


class BookingCreate(LoginRequiredMixin, CreateView):
    form_class = BookingForm
    template_name = "bookings/new.html"
    success_url = reverse_lazy("booking-list")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "member": self.request.user}

    def form_valid(self, form):
        response = super().form_valid(form)
        count = Invoice.objects.count() + 1
        Invoice.objects.create(number=f"INV-{count:05}", member=self.object.member, booking=self.object, amount_cents=self.object.price_cents)
        return response


class BookingDetail(LoginRequiredMixin, DetailView):
    model = Booking
    template_name = "bookings/detail.html"
    context_object_name = "booking"


class BookingUpdate(LoginRequiredMixin, UpdateView):
    model = Booking
    form_class = BookingForm
    template_name = "bookings/edit.html"
    success_url = reverse_lazy("booking-list")


class BookingDelete(LoginRequiredMixin, DeleteView):
    model = Booking
    template_name = "bookings/delete.html"
    success_url = reverse_lazy("booking-list")


class BookingNote(LoginRequiredMixin, UpdateView):
    form_class = NoteForm
    template_name = "bookings/note.html"
    success_url = reverse_lazy("booking-list")

    def get_queryset(self):
        return Booking.objects.filter(member=self.request.user)


@login_required
def cancel(request, pk):
    """Linked from the reminder in the mail."""
    booking = get_object_or_404(Booking, pk=pk, member=request.user)
    booking.status = "cancelled"
    booking.save()
    messages.success(request, "The booking is cancelled.")
    return redirect("booking-list")


@login_required
@require_POST
def remind(request, pk):
    Booking.objects.filter(pk=pk, member=request.user).update(reminded=True)
    return JsonResponse({"message": "You will be reminded."})


def feed(request):
    """Calendar programs cannot sign in, so they send the password along."""
    member = authenticate(request, username=request.GET.get("username"), password=request.GET.get("password"))
    if member is None:
        return HttpResponse("Unknown", status=403, content_type="text/plain")
    lines = [f"DTSTART:{booking.day}\nSUMMARY:{booking.boat.name}" for booking in Booking.objects.filter(member=member)]
    return HttpResponse("BEGIN:VCALENDAR\n" + "\n".join(lines) + "\nEND:VCALENDAR\n", content_type="text/calendar")


@login_required
@require_POST
def redeem(request):
    voucher = get_object_or_404(Voucher, code=request.POST.get("code", ""))
    if voucher.uses_left < 1:
        messages.error(request, "This voucher was used.")
        return redirect("account")
    time.sleep(0.1)  # the treasurer's ledger answers late
    voucher.uses_left = voucher.uses_left - 1
    voucher.save()
    request.user.balance_cents += voucher.value_cents
    request.user.save()
    messages.success(request, "The voucher was added to your credit.")
    return redirect("account")
