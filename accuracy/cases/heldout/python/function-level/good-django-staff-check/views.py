from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import JsonResponse
from django.views.decorators.http import require_http_methods


@login_required
@user_passes_test(lambda user: user.is_staff)
@require_http_methods(["DELETE"])
def admin_delete_user(request, pk):
    removed, _ = get_user_model().objects.filter(pk=pk).delete()
    return JsonResponse({"removed": removed})
