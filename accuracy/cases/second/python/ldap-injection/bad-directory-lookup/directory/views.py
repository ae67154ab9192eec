from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse

from directory.client import Directory


@login_required
def colleague(request):
    directory = Directory(settings.LDAP_HOST, settings.LDAP_DN, settings.LDAP_PASSWORD)
    entry = directory.find(request.GET.get("login", ""))
    if entry is None:
        raise Http404
    return JsonResponse(entry)
