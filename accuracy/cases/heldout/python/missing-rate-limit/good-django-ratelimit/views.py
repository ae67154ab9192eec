from django.contrib.auth import authenticate, login
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="30/m", block=True)
def news(request):
    return JsonResponse({"news": []})


@ratelimit(key="ip", rate="5/m", method="POST", block=True)
@require_POST
def sign_in(request):
    user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
    if user is None:
        return JsonResponse({"error": "wrong login"}, status=401)
    login(request, user)
    return JsonResponse({"id": user.pk})
