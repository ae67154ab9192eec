from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from sensors.models import Reading


@require_safe
@login_required
def readings(request, sensor_id: int):
    found = Reading.objects.filter(sensor_id=sensor_id, sensor__site__members=request.user).order_by("-taken_at")
    values = found.values("taken_at", "value")
    return JsonResponse({"readings": list(values)})
