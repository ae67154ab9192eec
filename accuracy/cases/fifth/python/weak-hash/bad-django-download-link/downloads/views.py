from django.http import FileResponse, Http404, HttpResponseForbidden
from django.views.decorators.http import require_GET

from .models import Download
from .signing import LinkSigner


@require_GET
def download(request):
    try:
        number, expires = int(request.GET["n"]), int(request.GET["e"])
    except (KeyError, ValueError):
        raise Http404
    if not LinkSigner().is_valid(number, expires, request.GET.get("s", "")):
        return HttpResponseForbidden()
    item = Download.objects.filter(pk=number).first()
    if item is None:
        raise Http404
    return FileResponse(item.content.open("rb"), as_attachment=True, filename=item.title)
