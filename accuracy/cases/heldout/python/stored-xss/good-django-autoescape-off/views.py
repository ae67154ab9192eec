from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from .models import Review


@require_POST
def add(request):
    Review.objects.create(author=request.POST["author"], text=request.POST["text"])
    return redirect("/reviews")


def index(request):
    return render(request, "reviews.html", {"reviews": Review.objects.order_by("-pk")[:20]})
