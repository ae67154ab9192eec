from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST


@require_POST
def set_theme(request):
    following = request.POST.get("next") or "/"
    if not following:
        following = "/"
    response = HttpResponseRedirect(following)
    response.set_cookie("theme", "dark" if request.POST.get("dark") else "light", secure=True, httponly=True, samesite="Lax")
    return response
