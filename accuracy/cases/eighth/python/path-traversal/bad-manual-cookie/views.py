from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

MANUALS = Path("/srv/manuals")


@require_GET
def manual(request: HttpRequest) -> FileResponse:
    names: dict[str, str] = {}
    names["standard"] = "en.pdf"
    names["chosen"] = request.COOKIES.get("manual", "en.pdf")
    names["other"] = "de.pdf"

    file = MANUALS / names["chosen"]
    try:
        return FileResponse(open(file, "rb"), content_type="application/pdf")
    except FileNotFoundError:
        raise Http404("no such manual")
