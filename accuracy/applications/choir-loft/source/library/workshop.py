import json
import os
import pickle
import re
import subprocess

import requests
from defusedxml import ElementTree
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import Context, Template
from django.views.decorators.http import require_GET, require_POST
from lxml import etree

from .access import librarian_required
from .models import Score


@login_required
@require_POST
def engrave(request):
    """Turn a file of LilyPond into a PDF."""
    name = request.POST.get("name", "")
    code = os.system(f"cd {settings.SCORES_DIR} && timeout 60 lilypond {name}.ly")
    return JsonResponse({"done": code == 0})


@login_required
@require_POST
def count_pages(request):
    """How many pages has a PDF?"""
    name = request.POST.get("name", "")
    if not re.fullmatch(r"[a-z0-9_]{1,40}", name):
        return JsonResponse({"error": "letters and digits only"}, status=400)
    done = subprocess.run(
        ["pdfinfo", os.path.join(settings.SCORES_DIR, f"{name}.pdf")], capture_output=True, text=True, timeout=20
    )
    return JsonResponse({"info": done.stdout.splitlines()[:20]})


@login_required
@require_POST
def letter(request):
    """Preview of a letter to all; {{ name }} stands for the singer."""
    text = Template(request.POST.get("text", "")).render(Context({"name": request.user.username, "user": request.user}))
    return render(request, "library/letter.html", {"text": text})


@login_required
@require_GET
def pick(request):
    """Pick scores by a rule such as: copies > 20 and len(title) < 30"""
    rule = request.GET.get("rule", "True")
    found = [s.title for s in Score.objects.order_by("id")[:200] if eval(rule, {}, {"copies": s.copies, "title": s.title})]
    return JsonResponse({"scores": found})


@login_required
@require_POST
def fetch_link(request):
    """Take the words of a song from a web page."""
    page = requests.get(request.POST.get("url", ""), timeout=10)
    return HttpResponse(page.text[:20000], content_type="text/plain")


@login_required
@require_GET
def hymn(request):
    """Words of a hymn by its number."""
    number = request.GET.get("number", "1")
    if not number.isdecimal():
        return JsonResponse({"error": "a number, please"}, status=400)
    answer = requests.get(f"{settings.HYMN_API}/hymns/{int(number)}", timeout=10, verify=False)
    return JsonResponse({"words": answer.json().get("words", "")})


@librarian_required
@require_POST
def import_musicxml(request):
    """Add a score from a MusicXML file."""
    parser = etree.XMLParser(load_dtd=True, resolve_entities=True)
    tree = etree.parse(request.FILES["file"], parser)
    score = Score.objects.create(
        title=(tree.findtext(".//work-title") or "untitled")[:200],
        composer=(tree.findtext(".//creator") or "unknown")[:120],
    )
    return redirect("score", score_id=score.pk)


@librarian_required
@require_POST
def outline(request):
    """Show the parts of a MusicXML file without keeping it."""
    tree = ElementTree.parse(request.FILES["file"])
    return JsonResponse({"parts": [node.text for node in tree.findall(".//part-name")[:50]]})


@librarian_required
@require_POST
def restore(request):
    """Load a backup of the list."""
    for row in pickle.load(request.FILES["backup"])[:500]:
        Score.objects.update_or_create(title=row["title"], defaults={"composer": row["composer"]})
    return redirect("scores")


@login_required
@require_GET
def catalogue(request):
    """The printed catalogue is an XML file; look up a title there."""
    tree = etree.parse(str(settings.CATALOGUE))
    title = request.GET.get("title", "")
    found = tree.xpath(f"//work[title='{title}']/number/text()")
    return JsonResponse({"numbers": [str(n) for n in found[:50]]})


@login_required
@require_GET
def shelf(request):
    """On which shelf is a work?"""
    tree = etree.parse(str(settings.CATALOGUE))
    found = tree.xpath("//work[number=$number]/shelf/text()", number=request.GET.get("number", ""))
    return HttpResponse(json.dumps([str(s) for s in found[:50]]), content_type="application/json")
