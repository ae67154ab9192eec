from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from .models import Reservation


@login_required
@require_http_methods(["DELETE"])
def cancel(request, pk):
    reservation = get_object_or_404(Reservation, pk=pk)
    reservation.delete()
    return JsonResponse({"cancelled": pk})
