from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET


@login_required
@require_GET
def document(request, pk):
    queryset = request.user.documents.filter(deleted=False)
    found = get_object_or_404(queryset, pk=pk)
    return JsonResponse({"id": found.pk, "title": found.title, "body": found.body})
