from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .models import AccessToken


@login_required
@require_POST
def revoke_token(request, pk):
    deleted, _ = AccessToken.objects.filter(pk=pk, owner=request.user).delete()
    return JsonResponse({"revoked": deleted})
