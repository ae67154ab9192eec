from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .models import Subscription


@require_GET
@login_required
def unsubscribe(request):
    Subscription.objects.filter(user=request.user).delete()
    return JsonResponse({"ok": True})
