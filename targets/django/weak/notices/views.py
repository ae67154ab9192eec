import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView, UpdateView

from .models import Comment, Notice

log = logging.getLogger("clubhouse")
ORDERS = {"newest": "created DESC", "title": "title ASC", "read": "seen DESC"}


class NoticeList(ListView):
    template_name = "notices/list.html"
    context_object_name = "notices"
    queryset = Notice.objects.filter(published=True)


def archive(request):
    order = ORDERS.get(request.GET.get("order", ""), ORDERS["newest"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, title FROM notices_notice WHERE published ORDER BY {order} LIMIT 50")
        rows = cursor.fetchall()
    return render(request, "notices/archive.html", {"rows": rows, "orders": ORDERS})


def detail(request, pk):
    notice = Notice.objects.filter(pk=pk, published=True).first()
    if notice is None:
        return HttpResponse(format_html("<p>There is no notice <b>{}</b> for {}.</p>", pk, request.GET.get("for", "you")), status=404)
    return render(request, "notices/detail.html", {"notice": notice, "comments": notice.comments.all()})


def search(request):
    q = request.GET.get("q", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, title FROM notices_notice WHERE published AND (title LIKE '%{q}%' OR summary LIKE '%{q}%')")
        rows = cursor.fetchall()
    heading = mark_safe(f"<h1>Notices about {q}</h1>")
    return render(request, "notices/search.html", {"heading": heading, "rows": rows})


def print_view(request):
    """The sheet for the board in the hall."""
    return render(request, "notices/print.html", {"headline": request.GET.get("headline", "Notices"), "notices": Notice.objects.filter(published=True)[:10]})


class NoticeCreate(LoginRequiredMixin, CreateView):
    model = Notice
    fields = ["title", "summary", "body"]
    template_name = "notices/new.html"

    def form_valid(self, form):
        form.instance.author = self.request.user
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("notice", args=[self.object.pk])


class NoticeUpdate(LoginRequiredMixin, UpdateView):
    model = Notice
    fields = ["title", "summary", "body", "published"]
    template_name = "notices/edit.html"
    success_url = "/notices/"


@login_required
@require_POST
def comment(request, pk):
    notice = get_object_or_404(Notice, pk=pk, published=True)
    Comment.objects.create(notice=notice, author=request.user, text=request.POST.get("text", ""))
    return redirect("notice", pk=pk)


@login_required
@require_POST
def comment_delete(request, pk):
    found = get_object_or_404(Comment, pk=pk)
    found.delete()
    messages.success(request, "The comment is gone.")
    return redirect("notice", pk=found.notice_id)


@login_required
@require_POST
def seen(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE notices_notice SET seen = seen + 1 WHERE id = " + request.POST.get("notice", "0"))
    except Exception:
        pass
    return JsonResponse({"ok": True})
