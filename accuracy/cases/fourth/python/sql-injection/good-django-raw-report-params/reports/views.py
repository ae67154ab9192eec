from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET


def _totals(region, since):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sold_on, SUM(amount) FROM sales "
            "WHERE region = %s AND sold_on >= %s GROUP BY sold_on",
            [region, since],
        )
        return cursor.fetchall()


@login_required
@require_GET
def daily_totals(request):
    region = request.GET.get("region", "north")
    since = date.today() - timedelta(days=30)
    rows = _totals(region, since)
    return JsonResponse({"region": region, "days": [{"day": d.isoformat(), "total": str(t)} for d, t in rows]})
