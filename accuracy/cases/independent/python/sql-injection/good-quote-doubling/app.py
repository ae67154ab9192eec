from django.db import connection
from django.http import JsonResponse


def seats(request):
    event = request.GET.get("event", "0")
    event = int(event)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM seats WHERE event_id = " + str(event) + " LIMIT 500")
        numbers = [row[0] for row in cursor.fetchall()]
    return JsonResponse({"seats": numbers})
