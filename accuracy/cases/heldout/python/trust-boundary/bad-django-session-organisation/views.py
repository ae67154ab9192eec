from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .models import Membership


@login_required
@require_POST
def switch(request):
    wanted = request.POST["organisation"]
    request.session["organisation"] = wanted
    return JsonResponse({"members": Membership.objects.filter(organisation=request.session["organisation"]).count()})
