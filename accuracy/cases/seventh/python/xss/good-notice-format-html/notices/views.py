from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

KINDS = {"info": "blue", "warning": "orange"}


def notice(message, colour):
    return format_html('<div class="notice {}">{}</div>', colour, message)


@require_GET
def show(request):
    message = request.GET.get("message", "")
    colour = KINDS.get(request.GET.get("kind"), "blue")
    rule = mark_safe("<hr>")
    body = notice(message, colour) + rule if message else rule
    return HttpResponse(body)
