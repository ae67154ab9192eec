from django.shortcuts import render

from search.models import Page


def results(request):
    term = request.GET.get("q", "")[:80]
    pages = Page.objects.filter(title__icontains=term).only("title", "slug")[:20]
    return render(request, "search/results.html", {"term": term, "pages": pages})
