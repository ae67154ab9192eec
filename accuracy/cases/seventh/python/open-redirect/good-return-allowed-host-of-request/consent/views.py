from urllib.parse import urlsplit

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


def hosts_for(request, target):
    return {request.get_host()} if urlsplit(target).netloc else set()


@require_POST
def accept(request):
    target = request.POST.get("return_to", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts=hosts_for(request, target), require_https=True
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie("consent", "yes", secure=True, httponly=True, samesite="Lax")
    return response
