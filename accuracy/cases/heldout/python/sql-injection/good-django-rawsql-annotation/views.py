from django.db.models.expressions import RawSQL
from django.http import JsonResponse

from .models import Measurement


def measurements(request):
    unit = request.GET.get("unit", "kg")
    rows = (
        Measurement.objects.filter(station=1)
        .annotate(shown=RawSQL("convert_unit(value, %s)", [unit]))
        .values("taken_at", "shown")
        .order_by("-taken_at")[:50]
    )
    return JsonResponse({"rows": list(rows)})
