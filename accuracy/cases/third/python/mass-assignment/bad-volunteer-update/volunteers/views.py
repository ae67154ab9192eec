import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_http_methods

from volunteers.models import Volunteer


@require_http_methods(["PUT"])
@login_required
def update_volunteer(request):
    try:
        fields = json.loads(request.body)
    except ValueError:
        return HttpResponseBadRequest("not JSON")
    Volunteer.objects.filter(user=request.user).update(**fields)
    return HttpResponse(status=204)
