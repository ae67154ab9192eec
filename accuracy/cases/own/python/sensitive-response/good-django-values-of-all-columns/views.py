from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import Feeder


@login_required
def feeders(request):
    found = Feeder.objects.order_by("label").values("id", "label", "battery")[:50]
    return JsonResponse({"feeders": list(found)})
