from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .printing import LabelJob


@require_POST
def print_label(request):
    job = LabelJob("warehouse", request.POST["label"])
    return JsonResponse({"status": job.run()})
