from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import engines

from .models import Signature


@login_required
def show(request):
    signature = request.POST.get("text") or Signature.objects.get(owner=request.user).text
    template = engines["django"].from_string("{% load static %}<div class='sig'>" + signature + "</div>")
    return HttpResponse(template.render({"signature": signature}, request))
