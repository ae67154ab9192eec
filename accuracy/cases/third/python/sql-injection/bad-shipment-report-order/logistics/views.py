from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.views import View

from logistics.queries import ReportWindow, delayed_shipments


class ShipmentReportView(LoginRequiredMixin, View):
    """Shipments that left a depot later than planned, for the dashboard of a carrier."""

    http_method_names = ["get"]

    def get(self, request):
        window = ReportWindow.of_request(request.GET)
        rows = delayed_shipments(request.user.carrier_id, window)
        return JsonResponse({"results": rows, "page": window.page})
