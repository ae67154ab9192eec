from django.http import JsonResponse

from .feeds import latest


def news(request):
    return JsonResponse(latest())
