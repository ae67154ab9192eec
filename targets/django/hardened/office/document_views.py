import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils._os import safe_join
from django.views.decorators.http import require_http_methods, require_safe

from .forms import UploadForm
from .models import Document

HELP = settings.BASE_DIR / "office" / "help"
FIRST_BYTES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}
MOST_DOCUMENTS = 50


def _path_of(document: Document) -> Path:
    return Path(settings.MEDIA_ROOT) / document.stored.hex


def _store(request, form) -> str:
    """Keeps the file under a name of ours; the problem, or nothing when there is none."""
    upload = form.cleaned_data["file"]
    if upload.size > settings.UPLOAD_LIMIT:
        return "The file is too large."
    body = upload.read()
    kind = next((kind for start, kind in FIRST_BYTES.items() if body.startswith(start)), None)
    if kind is None:
        return "Only PNG, JPEG and PDF are taken."
    if Document.objects.filter(owner=request.user).count() >= MOST_DOCUMENTS:
        return "You have as many documents as we can keep."
    document = Document(owner=request.user, title=form.cleaned_data["title"], content_type=kind)
    Path(settings.MEDIA_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(_path_of(document), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
    document.save()
    return ""


@require_http_methods(["GET", "POST"])
def documents(request):
    status, form = 200, UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        problem = _store(request, form) if form.is_valid() else "A title and a file, please."
        if not problem:
            return redirect("document-list")
        messages.error(request, problem)
        status = 422
    return render(request, "documents/list.html", {"documents": Document.objects.filter(owner=request.user)[:MOST_DOCUMENTS], "form": form}, status=status)


@require_safe
def document(request, pk):
    """Says the same of a document of another as of one that is not there, with a page that helps on."""
    found = Document.objects.filter(pk=pk, owner=request.user).first()
    return render(request, "documents/detail.html", {"document": found})


@require_safe
def download(request, pk):
    found = get_object_or_404(Document, pk=pk, owner=request.user)
    suffix = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}[found.content_type]
    return FileResponse(_path_of(found).open("rb"), as_attachment=True, filename=f"document-{found.pk}.{suffix}", content_type=found.content_type)


@login_not_required
@require_safe
def help_text(request, name):
    try:
        path = safe_join(HELP, name)
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    if not os.path.isfile(path):
        raise Http404
    body = Path(path).read_bytes()
    return HttpResponse(body, content_type="text/plain", headers={"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})
