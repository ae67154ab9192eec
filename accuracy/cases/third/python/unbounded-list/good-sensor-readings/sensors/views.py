from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from sensors.models import Reading


@require_safe
@login_required
def readings(request, sensor_id: int):
    found = Reading.objects.filter(sensor_id=sensor_id, sensor__site__members=request.user).order_by("-taken_at")
    page = Paginator(found.values("taken_at", "value"), 200).get_page(request.GET.get("page"))
    return JsonResponse({"readings": list(page), "pages": page.paginator.num_pages})
