import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_http_methods

EDITABLE = ("first_name", "last_name")


def changes_of(body):
    return {key: value for key, value in body.items() if value is not None}


@login_required
@require_http_methods(["PATCH"])
def update_profile(request):
    try:
        body = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "no JSON"}, status=400)

    user = request.user
    changes = changes_of(body)
    for name, value in changes.items():
        setattr(user, name, value)
    user.save(update_fields=list(changes))
    return JsonResponse({"first_name": user.first_name, "last_name": user.last_name})
