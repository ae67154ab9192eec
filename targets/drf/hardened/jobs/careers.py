from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Job

POLICY = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
MOST_FOUND = 50


def page(request, template, values, status=200):
    response = render(request, f"careers/{template}.html", values, status=status)
    response["Content-Security-Policy"] = POLICY
    return response


def published(q=""):
    return Job.objects.filter(status="published", title__icontains=q).order_by("title")[:MOST_FOUND]


@require_safe
def index(request):
    return page(request, "index", {"jobs": published()})


@require_safe
def search(request):
    q = request.GET.get("q", "")[:80].replace("\x00", "")
    return page(request, "index", {"q": q, "jobs": published(q)})


@require_safe
def job(request, slug):
    found = Job.objects.filter(slug=slug[:120], status="published").first() if slug.isprintable() else None
    if found is None:
        return page(request, "missing", {"slug": slug[:120]}, status=404)
    return page(request, "job", {"job": found})


@require_safe
def single_page(request, view):
    return page(request, "app", {})
