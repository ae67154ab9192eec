from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .reading import read


@require_POST
def import_address_book(request):
    root = read(request.body)
    return JsonResponse({"names": [entry.findtext("name") for entry in root.iter("entry")][:100]})
