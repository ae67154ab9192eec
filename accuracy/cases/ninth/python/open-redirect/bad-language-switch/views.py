from django.conf import settings
from django.http import HttpResponseRedirect
from django.views import View


class SwitchLanguage(View):
    fallback = "/"

    def target(self, request):
        url = request.POST.get("next") or request.META.get("HTTP_REFERER") or self.fallback
        return url if len(url) < 2000 else self.fallback

    def post(self, request):
        response = HttpResponseRedirect(self.target(request))
        language = request.POST.get("language")
        if language in dict(settings.LANGUAGES):
            response.set_cookie("lang", language, secure=True, httponly=True, samesite="Lax")
        return response
