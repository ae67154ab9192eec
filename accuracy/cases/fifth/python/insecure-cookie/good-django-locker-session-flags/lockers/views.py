from django.core import signing
from django.http import HttpResponse, HttpResponseForbidden
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from .cookies import COOKIE, remember_locker
from .models import Locker


@require_POST
@ratelimit(key="ip", rate="5/m", block=True)
def unlock(request, number):
    locker = Locker.objects.filter(number=number).first()
    if locker is None or not constant_time_compare(request.POST.get("pin", ""), locker.pin):
        return HttpResponseForbidden()
    token = signing.dumps({"locker": locker.pk}, salt="locker")
    return remember_locker(HttpResponse(status=204), value=token)


@require_POST
def reopen(request):
    try:
        claim = signing.loads(request.COOKIES.get(COOKIE, ""), salt="locker", max_age=4 * 3600)
    except signing.BadSignature:
        return HttpResponseForbidden()
    Locker.objects.filter(pk=claim["locker"]).update(open=True)
    return HttpResponse(status=204)
