from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from circle.models import Book, Reader, Review


def librarian_only(view):
    @wraps(view)
    @login_required
    def checked(request, *args, **kwargs):
        if not Reader.objects.filter(user=request.user, librarian=True).exists():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@librarian_only
def readers(request):
    found = Reader.objects.select_related("user").order_by("user__username")[:200]
    return render(request, "circle/readers.html", {"readers": found})


@login_required
def reader_json(request, reader_id):
    reader = get_object_or_404(Reader.objects.select_related("user"), pk=reader_id)
    return JsonResponse({**model_to_dict(reader), "user": model_to_dict(reader.user, exclude=["groups", "user_permissions"])})


@login_required
@require_POST
def set_fee(request, reader_id):
    Reader.objects.filter(pk=reader_id).update(fee_paid=request.POST.get("paid") == "yes")
    return redirect("readers")


@librarian_only
def overview(request):
    return render(request, "circle/message.html", {"text": f"{Book.objects.count()} books, {Review.objects.count()} reviews"})
