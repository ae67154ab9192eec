from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .rules import holds


@login_required
@require_POST
def try_rule(request):
    order = {"total": 80.0, "items": 3}
    return JsonResponse({"holds": holds(request.POST["rule"], order)})
