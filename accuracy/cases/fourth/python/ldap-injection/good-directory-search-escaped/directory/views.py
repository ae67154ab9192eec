from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .client import search_people


@login_required
def people(request):
    term = request.GET.get("q", "").strip()
    if len(term) < 3:
        return JsonResponse({"people": []})
    return JsonResponse({"people": search_people(term)})
