from django.http import HttpResponse
from django.utils.html import format_html_join


def seats(request):
    names = request.GET.getlist("name")[:10]
    rows = format_html_join("", "<li>{}</li>", ((name,) for name in names))
    return HttpResponse("<ol>" + rows + "</ol>")
