from django.http import HttpResponse
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import mark_safe

page = engines["django"].from_string("<main>{{ banner }}</main>")


def landing(request):
    campaign = request.GET.get("utm_campaign", "")
    banner = mark_safe(f"<b>Offer for {campaign}</b>")
    return HttpResponse(page.render({"banner": banner}, request))
