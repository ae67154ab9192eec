from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def leave(request):
    target = request.GET.get("return_to", "/")
    if not target.startswith("/"):
        target = "/"
    return HttpResponseRedirect(target)
