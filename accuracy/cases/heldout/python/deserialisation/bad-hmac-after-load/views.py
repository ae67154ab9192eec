from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .state import restore


@require_POST
def resume(request):
    return JsonResponse({"step": restore(request.body)["step"]})
