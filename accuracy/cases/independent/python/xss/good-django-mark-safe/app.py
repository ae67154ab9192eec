from django.http import HttpResponse
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import mark_safe

page = engines["django"].from_string("<main>{{ banner }}</main>")


def landing(request):
    campaign = request.GET.get("utm_campaign", "")
    banner = format_html("<b>Offer for {}</b>", campaign)
    return HttpResponse(page.render({"banner": banner}, request))
