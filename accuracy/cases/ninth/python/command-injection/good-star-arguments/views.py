from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from .runner import run_tool


@login_required
@require_POST
def export(request):
    pages = ["/srv/exports/cover.html"]
    for number in request.POST.getlist("page"):
        pages.append(f"/srv/exports/page-{number.replace('/', '')}.html")
    if len(pages) > 20:
        return HttpResponseBadRequest("too many pages")
    return HttpResponse(run_tool(*pages, "-"), content_type="application/pdf")
