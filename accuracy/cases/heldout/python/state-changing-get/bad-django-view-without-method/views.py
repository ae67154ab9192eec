from django.contrib.auth.decorators import login_required
from django.http import JsonResponse

from .models import AccessToken


@login_required
def revoke_token(request, pk):
    deleted, _ = AccessToken.objects.filter(pk=pk, owner=request.user).delete()
    return JsonResponse({"revoked": deleted})
