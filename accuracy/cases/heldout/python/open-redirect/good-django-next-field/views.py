from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def set_theme(request):
    following = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        following = "/"
    response = HttpResponseRedirect(following)
    response.set_cookie("theme", "dark" if request.POST.get("dark") else "light", secure=True, httponly=True, samesite="Lax")
    return response
