import json

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_http_methods

from volunteers.models import Volunteer


class VolunteerForm(forms.Form):
    phone = forms.CharField(max_length=20)
    shirt_size = forms.ChoiceField(choices=[("s", "S"), ("m", "M"), ("l", "L")])


@require_http_methods(["PUT"])
@login_required
def update_volunteer(request):
    try:
        form = VolunteerForm(json.loads(request.body))
    except ValueError:
        return HttpResponseBadRequest("not JSON")
    if not form.is_valid():
        return HttpResponseBadRequest("phone and shirt_size are needed")
    Volunteer.objects.filter(user=request.user).update(**form.cleaned_data)
    return HttpResponse(status=204)
