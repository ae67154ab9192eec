from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .accounts import protect
from .models import Subscriber


@require_POST
def register(request):
    name = request.POST["name"]
    Subscriber.objects.create(name=name, password=protect(name, request.POST["password"]))
    return JsonResponse({"name": name}, status=201)
