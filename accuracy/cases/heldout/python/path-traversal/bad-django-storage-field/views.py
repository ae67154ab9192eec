import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .notes import Note


@login_required
@require_POST
def create(request):
    note = Note(**{key: str(value) for key, value in json.loads(request.body).items() if key in ("name", "text")})
    note.save()
    return JsonResponse({"name": note.name}, status=201)
