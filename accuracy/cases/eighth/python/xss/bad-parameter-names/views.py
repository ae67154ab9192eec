from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET


@require_GET
def unknown_filters(request: HttpRequest) -> HttpResponse:
    known = {"page", "size", "order"}
    items: list[str] = []

    for position, name in enumerate(request.GET.keys(), start=1):
        if name in known:
            continue
        label = name
        items.append("<li>Filter " + label + " is not supported</li>")

    page = "".join(["<ul>", *items[:20], "</ul>"])
    return HttpResponse(page)
