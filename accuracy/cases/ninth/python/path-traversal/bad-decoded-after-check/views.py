from pathlib import Path
from urllib.parse import unquote

from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

ATTACHMENTS = Path("/srv/attachments")


def _reject_paths(name):
    if ".." in name or "/" in name or "\\" in name:
        raise Http404("no such attachment")
    return name


@require_GET
def attachment(request):
    raw = request.GET.get("name", "")
    name = unquote(_reject_paths(raw))
    target = ATTACHMENTS / name
    if not target.is_file():
        raise Http404("no such attachment")
    return FileResponse(open(target, "rb"))
