from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from journal import service
from journal.models import Note


@require_POST
@login_required
def add(request):
    note = service.write(request.user.pk, request.POST.get("text", "")[:10_000])
    return JsonResponse({"id": note.pk}, status=201)


@require_GET
@login_required
def show(request, pk):
    note = get_object_or_404(Note, pk=pk, owner=request.user)
    return JsonResponse({"id": note.pk, "text": service.read(note)})
