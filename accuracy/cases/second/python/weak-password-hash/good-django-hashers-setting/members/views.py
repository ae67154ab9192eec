from django.contrib.auth.models import User
from django.http import JsonResponse
from django.views.decorators.http import require_POST


@require_POST
def register(request):
    user = User.objects.create_user(request.POST["email"], request.POST["email"], request.POST["password"])
    return JsonResponse({"id": user.pk}, status=201)
