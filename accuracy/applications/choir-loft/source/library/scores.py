import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from .access import librarian_required, singer_of
from .forms import LoanForm, SheetForm
from .models import Concert, Score

COLUMNS = {"title", "composer", "copies"}


@require_GET
def home(request):
    concerts = Concert.objects.order_by("id")[:10]
    return render(request, "library/home.html", {"concerts": concerts})


@require_GET
def search(request):
    """Look for a word in the titles."""
    word = request.GET.get("q", "")
    found = list(Score.objects.raw(f"SELECT * FROM library_score WHERE title LIKE '%%{word}%%' LIMIT 50"))
    if not found:
        return HttpResponse("<p>No score called " + word + ".</p>")
    return render(request, "library/scores.html", {"scores": found})


@require_GET
def by_composer(request):
    """The scores of one composer."""
    name = request.GET.get("name", "")
    found = Score.objects.raw("SELECT * FROM library_score WHERE composer = %s LIMIT 50", [name])
    return render(request, "library/scores.html", {"scores": found})


@require_GET
def sorted_list(request):
    column = request.GET.get("by", "title")
    if column not in COLUMNS:
        column = "title"
    return render(request, "library/scores.html", {"scores": Score.objects.order_by(column)[:50]})


@require_GET
def few_copies(request):
    """Scores of which we have too few."""
    below = request.GET.get("below", "10")
    found = Score.objects.extra(where=[f"copies < {below}"]).order_by("title")[:50]
    return render(request, "library/scores.html", {"scores": found})


@require_GET
def show(request, score_id):
    return render(request, "library/score.html", {"score": get_object_or_404(Score, pk=score_id)})


@login_required
@require_GET
def sheet(request):
    """Send the PDF of a score."""
    path = os.path.join(settings.SCORES_DIR, request.GET.get("file", ""))
    if not os.path.isfile(path):
        raise Http404
    return FileResponse(open(path, "rb"))


@login_required
@require_GET
def part(request):
    """Send the PDF of a single voice."""
    root = Path(settings.SCORES_DIR).resolve()
    path = (root / "parts" / request.GET.get("file", "")).resolve()
    if not path.is_relative_to(root / "parts") or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"))


@librarian_required
@require_POST
def add_sheet(request, score_id):
    """Librarians scan the sheets and put them here."""
    score = get_object_or_404(Score, pk=score_id)
    form = SheetForm(request.POST, request.FILES, instance=score)
    if form.is_valid():
        form.save()
    return redirect("score", score_id=score.pk)


@login_required
@require_POST
def borrow(request):
    form = LoanForm(request.POST)
    if not form.is_valid():
        return HttpResponse("Please choose a score.", status=400, content_type="text/plain")
    taken = Score.objects.filter(pk=form.cleaned_data["score"].pk, copies__gt=0).update(copies=F("copies") - 1)
    if not taken:
        return HttpResponse("All copies are out.", status=409, content_type="text/plain")
    loan = form.save(commit=False)
    loan.singer = singer_of(request)
    loan.save()
    return redirect("loan", loan_id=loan.pk)
