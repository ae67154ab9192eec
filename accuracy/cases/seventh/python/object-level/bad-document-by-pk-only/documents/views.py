from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from .models import Document


@login_required
@require_GET
def document(request, pk):
    queryset = Document.objects.filter(deleted=False)
    found = get_object_or_404(queryset, pk=pk)
    return JsonResponse({"id": found.pk, "title": found.title, "body": found.body})
