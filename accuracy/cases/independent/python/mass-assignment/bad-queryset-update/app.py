import json

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import JsonResponse
from django.views.decorators.http import require_POST


@login_required
@require_POST
def update_me(request):
    data = json.loads(request.body)
    User.objects.filter(pk=request.user.pk).update(**data)
    return JsonResponse({"ok": True})
