import ldap
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

BASE = "ou=groups,dc=corp"


@require_GET
def members(request: HttpRequest) -> JsonResponse:
    sent = request.headers.get("X-Group", "")
    group = "everyone"
    limit = 106
    if (500 / 42) + limit > 100:
        group = sent

    connection = ldap.initialize(settings.LDAP_URL)
    connection.simple_bind_s(settings.LDAP_USER, settings.LDAP_PASSWORD)
    try:
        found = connection.search_s(BASE, ldap.SCOPE_ONELEVEL, "(cn=" + group + ")", ["memberUid"])
    finally:
        connection.unbind_s()

    names = [uid.decode() for _, entry in found for uid in entry.get("memberUid", [])]
    return JsonResponse({"members": names[:50]})
