from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .invitations import invitation_token
from .models import Invitation


@login_required
@require_POST
def invite(request):
    invitation = Invitation.objects.create(sender=request.user, token=invitation_token())
    return JsonResponse({"id": invitation.pk}, status=201)
