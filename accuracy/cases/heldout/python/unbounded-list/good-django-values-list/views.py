from django.core.paginator import Paginator
from django.http import JsonResponse

from .models import Subscriber


def subscribers(request):
    found = Subscriber.objects.order_by("pk").values("pk", "city")
    page = Paginator(found, 100).get_page(request.GET.get("page"))
    return JsonResponse({"subscribers": list(page)})
