from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from .models import Profile
from .uploads import store_avatar


@login_required
@require_POST
def change_avatar(request):
    upload = request.FILES.get("avatar")
    if upload is None:
        return HttpResponseBadRequest()
    try:
        url = store_avatar(upload)
    except ValidationError:
        return HttpResponseBadRequest()
    Profile.objects.filter(user=request.user).update(avatar_url=url)
    return JsonResponse({"avatar": url})
