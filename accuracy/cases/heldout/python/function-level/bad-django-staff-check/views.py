from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_http_methods


@login_required
@require_http_methods(["DELETE"])
def admin_delete_user(request, pk):
    removed, _ = get_user_model().objects.filter(pk=pk).delete()
    return JsonResponse({"removed": removed})
