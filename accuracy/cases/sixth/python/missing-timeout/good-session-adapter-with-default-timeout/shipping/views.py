import requests
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from shipping.carrier import Carrier
from shipping.models import Parcel


@require_GET
@login_required
def parcel_state(request, pk):
    parcel = get_object_or_404(Parcel, pk=pk, recipient=request.user)
    try:
        state = Carrier().state_of(parcel.number)
    except (requests.RequestException, LookupError):
        return JsonResponse({"state": "unknown"}, status=502)
    return JsonResponse({"state": state})
