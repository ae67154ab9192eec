from urllib.request import urlopen

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from .models import Feed


def preview(request):
    feed = get_object_or_404(Feed, pk=request.GET["feed"])
    address = feed.url
    with urlopen(address, timeout=5) as answer:
        return HttpResponse(answer.read(100_000), content_type="text/xml")
