import base64
import os
import pickle
import subprocess
import traceback

import requests
import yaml
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from circle.forms import AvatarForm, CoverForm
from circle.models import Book


# Free chapters to read at home.
def reading(request):
    name = request.GET.get("name", "welcome.pdf")
    path = os.path.join(settings.READINGS_DIR, name)
    if not os.path.exists(path):
        raise Http404
    return FileResponse(open(path, "rb"))


def plain_reading(request, name):
    path = settings.READINGS_DIR / f"{name}.txt"
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_text(encoding="utf8"), content_type="text/plain")


@login_required
@require_POST
def cover(request, book_id):
    book = get_object_or_404(Book, pk=book_id, owner=request.user)
    form = CoverForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["cover"]
        book.cover.save(upload.name, upload)
    return redirect("book", book_id=book.pk)


# A portrait that the other readers see.
@login_required
@require_POST
def portrait(request):
    form = AvatarForm(request.POST, request.FILES)
    if form.is_valid():
        kind = form.cleaned_data["picture"].image.format.lower()
        default_storage.save(f"portraits/{request.user.pk}.{kind}", form.cleaned_data["picture"])
    return redirect("me")


# Takes a cover from another site.
@login_required
@require_POST
def fetch_cover(request, book_id):
    get_object_or_404(Book, pk=book_id, owner=request.user)
    picture = requests.get(request.POST.get("address", ""), timeout=6)
    return HttpResponse(picture.content, content_type=picture.headers.get("Content-Type", "image/jpeg"))


# A list of books in YAML, as other circles export it.
@login_required
@require_POST
def import_books(request):
    try:
        entries = yaml.safe_load(request.body) or []
        for entry in entries[:500]:
            Book.objects.create(title=entry["title"], author=entry["author"], owner=request.user)
    except Exception:
        return HttpResponse(traceback.format_exc(), status=400, content_type="text/plain")
    return JsonResponse({"imported": len(entries[:500])})


# Makes an e-book of a text in the folder of readings.
@login_required
@require_POST
def to_epub(request):
    title = request.POST.get("title", "Reading")
    source = settings.READINGS_DIR / "latest.md"
    command = "pandoc --metadata title='%s' -o %s.epub %s" % (title, source, source)
    subprocess.check_call(command, shell=True, timeout=60)
    return redirect("shelf")


# The order of a reader's shelf was saved by the browser and comes back as text.
@login_required
@require_POST
def restore_shelf(request):
    shelf = pickle.loads(base64.b64decode(request.POST.get("shelf", "")))
    request.session["shelf"] = [int(number) for number in shelf]
    return redirect("shelf")
