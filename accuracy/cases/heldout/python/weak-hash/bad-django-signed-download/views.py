from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .tickets import ticket


@login_required
def create_ticket(request, name):
    return JsonResponse({"ticket": ticket(f"{request.user.pk}-{name}")})
