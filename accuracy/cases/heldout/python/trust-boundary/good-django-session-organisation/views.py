from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from .models import Membership


@login_required
@require_POST
def switch(request):
    wanted = request.POST["organisation"]
    membership = get_object_or_404(Membership, user=request.user, organisation=wanted)
    request.session["organisation"] = membership.organisation
    return JsonResponse({"members": Membership.objects.filter(organisation=request.session["organisation"]).count()})
