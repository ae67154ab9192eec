import hashlib
import os

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils._os import safe_join

from .models import Document


@login_required
def documents(request):
    if request.method == "POST" and "file" in request.FILES:
        upload = request.FILES["file"]
        Document.objects.create(owner=request.user, title=request.POST.get("title") or upload.name, file=upload, content_type=upload.content_type)
        return redirect("document-list")
    return render(request, "documents/list.html", {"documents": Document.objects.filter(owner=request.user)[:50]})


@login_required
def document(request, pk):
    found = Document.objects.filter(pk=pk, owner=request.user).first()
    return render(request, "documents/detail.html", {"document": found})


@login_required
def download(request, pk):
    found = get_object_or_404(Document, pk=pk)
    return FileResponse(found.file.open("rb"), content_type=found.content_type)


@login_required
def raw(request):
    """The forms of the club, by the name of their file."""
    name = request.GET.get("name", "berth-form.txt")
    path = os.path.join(settings.BASE_DIR, "office", "help", name)
    if not os.path.isfile(path):
        raise Http404
    with open(path, "rb") as file:
        return HttpResponse(file.read(), content_type="text/plain")


def help_text(request, name):
    try:
        path = safe_join(settings.BASE_DIR / "office" / "help", name)
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    if not os.path.isfile(path):
        raise Http404
    with open(path, "rb") as file:
        body = file.read()
    return HttpResponse(body, content_type="text/plain", headers={"ETag": f'"{hashlib.md5(body).hexdigest()}"'})
