import json

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from .models import Booking


class BookingForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["arrival", "nights", "wishes"]


class BookingDetail(LoginRequiredMixin, View):
    raise_exception = True

    def get_object(self):
        return get_object_or_404(Booking, pk=self.kwargs["pk"], guest=self.request.user)

    def get(self, request, pk):
        booking = self.get_object()
        return JsonResponse({"arrival": booking.arrival, "nights": booking.nights, "paid": booking.paid})

    def put(self, request, pk):
        booking = self.get_object()
        form = BookingForm(json.loads(request.body), instance=booking)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=422)
        form.save()
        return JsonResponse({"id": booking.pk})
