from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from exports.tasks import run_export


@require_POST
@login_required
def start_export(request):
    name = request.POST.get("format", "csv").lower()[:60]
    task = run_export.delay(request.user.pk, name)
    return JsonResponse({"task": task.id}, status=202)
