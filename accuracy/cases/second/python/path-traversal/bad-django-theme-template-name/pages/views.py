from django.http import HttpResponse
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_GET

from pages.themes import stylesheet


@require_GET
@cache_page(600)
def css(request):
    return HttpResponse(stylesheet(request.GET.get("theme", "plain")), content_type="text/css")
