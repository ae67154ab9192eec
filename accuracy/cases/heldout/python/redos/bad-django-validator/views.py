from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .forms import PartForm


@require_POST
def add_part(request):
    form = PartForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=422)
    return JsonResponse({"code": form.cleaned_data["code"]})
