from django.http import JsonResponse

from .taxes import rate


def show_rate(request, country):
    return JsonResponse({"rate": rate(country)})
