from django.http import JsonResponse

from .models import Subscriber


def subscribers(request):
    found = Subscriber.objects.order_by("pk").values("pk", "city")
    return JsonResponse({"subscribers": list(found)})
