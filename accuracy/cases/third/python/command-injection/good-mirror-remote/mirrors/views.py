from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from mirrors.models import Mirror
from mirrors.tasks import refresh_heads


@require_POST
@login_required
def add_mirror(request):
    mirror = Mirror.objects.create(owner=request.user, remote=request.POST.get("remote", ""))
    refresh_heads.delay(mirror.pk)
    return JsonResponse({"id": mirror.pk}, status=202)
