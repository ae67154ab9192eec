import os

from django.http import FileResponse, Http404

BASE = "/srv/manuals"


def manual(request):
    name = request.GET.get("name", "")
    cleaned = os.path.basename(name)
    full = os.path.join(BASE, cleaned)
    if not os.path.isfile(full):
        raise Http404
    return FileResponse(open(full, "rb"))
