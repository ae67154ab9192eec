from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .models import Rule


@require_POST
@permission_required("automation.add_rule", raise_exception=True)
def add_rule(request):
    rule = Rule.objects.create(
        title=request.POST["title"],
        action=request.POST["action"],
        value=request.POST["value"],
    )
    return JsonResponse({"id": rule.pk}, status=201)
