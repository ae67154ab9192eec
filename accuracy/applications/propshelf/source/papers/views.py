import os

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from common import files
from common.mixins import OwnedMixin
from papers.models import Paper


class PaperList(OwnedMixin, ListView):
    owner_field = "owner"
    queryset = Paper.objects.order_by("-created")
    template_name = "papers.html"
    context_object_name = "papers"
    paginate_by = 50


@require_POST
def upload(request):
    paper = request.FILES["paper"]
    if not files.accepted(paper):
        messages.error(request, "Only PDF, PNG and JPEG")
        return redirect("papers")
    name = files.keep(paper, f"papers/{request.user.pk}")
    Paper.objects.create(owner=request.user, title=request.POST.get("title") or paper.name,
                         name=name, kind=files.kind(name))
    return redirect("papers")


@require_POST
def pack(request):
    """All condition photos of a hire at once."""
    for name in files.unpack(request.FILES["pack"], f"packs/{request.user.pk}"):
        Paper.objects.create(owner=request.user, title=os.path.basename(name), name=name[:240])
    return redirect("papers")


def download(request, name):
    path = os.path.join(settings.MEDIA_ROOT, name)
    if not os.path.isfile(path):
        raise Http404
    return FileResponse(open(path, "rb"))


def original(request, pk):
    paper = get_object_or_404(Paper, pk=pk, owner=request.user)
    return FileResponse(open(files.inside(paper.name), "rb"), as_attachment=True)


def thumb(request, pk):
    paper = get_object_or_404(Paper, pk=pk, owner=request.user)
    return FileResponse(open(files.thumbnail(paper.name, request.GET.get("size", "120x120")), "rb"))
