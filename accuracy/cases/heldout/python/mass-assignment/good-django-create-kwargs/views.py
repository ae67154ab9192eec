from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .forms import ApplicationForm
from .models import Application


@require_POST
def apply(request):
    form = ApplicationForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=422)
    application = Application.objects.create(**form.cleaned_data)
    return JsonResponse({"id": application.pk}, status=201)
