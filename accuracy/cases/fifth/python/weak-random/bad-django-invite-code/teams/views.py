from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from .models import Invitation, Team


@login_required
@require_POST
def invite(request, team_id):
    team = get_object_or_404(Team, pk=team_id, owner=request.user)
    invitation = Invitation.objects.create(team=team)
    return JsonResponse({"code": invitation.code}, status=201)


@login_required
@require_POST
@ratelimit(key="user", rate="10/h", block=True)
def join(request):
    invitation = get_object_or_404(Invitation, code=request.POST.get("code", ""), used=False)
    invitation.team.members.add(request.user)
    Invitation.objects.filter(pk=invitation.pk).update(used=True)
    return JsonResponse({"team": invitation.team.name})
