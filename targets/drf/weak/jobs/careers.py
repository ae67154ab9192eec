from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from .models import Job


def index(request):
    return render(request, "careers/index.html", {"jobs": Job.objects.filter(status="published")})


def search(request):
    q = request.GET.get("q", "")
    heading = mark_safe(f"<h1>Results for {q}</h1>")
    return render(request, "careers/index.html", {"heading": heading, "jobs": Job.objects.filter(status="published", title__icontains=q)})


def job(request, slug):
    found = Job.objects.filter(slug=slug, status="published").first()
    if found is None:
        return HttpResponse(format_html("<!doctype html><title>Careers</title><p>We have no job named <b>{}</b>.</p>", slug), status=404)
    badge = mark_safe("<i>new</i>")
    return render(request, "careers/job.html", {"job": found, "badge": badge})


def single_page(request):
    return HttpResponse("<!doctype html><title>Talent</title><div id=root></div>")
