from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from .models import Comment


@login_required
@require_POST
def add_comment(request):
    Comment.objects.create(author=request.user, body=request.POST["body"][:2000])
    return redirect("comments")


@require_GET
def comments(request):
    latest = Comment.objects.order_by("-created")[:50]
    return HttpResponse("".join(c.as_html() for c in latest))
