from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .directory import lookup


@login_required
def group(request):
    found = lookup("group", request.GET.get("name", ""))
    return JsonResponse({"groups": [dn for dn, _ in found][:20]})
