from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, ListView, UpdateView

from clubhouse.access import OfficerRequiredMixin
from office.audit import record

from .forms import CommentForm, NoticeForm, SearchForm, SeenForm
from .models import Comment, Notice, Reading

ORDERS = {"newest": "created DESC", "title": "title ASC"}


@method_decorator(login_not_required, name="dispatch")
class NoticeList(ListView):
    template_name = "notices/list.html"
    context_object_name = "notices"
    queryset = Notice.objects.filter(published=True).select_related("author")
    paginate_by = 10


@login_not_required
@require_safe
def archive(request):
    order = ORDERS.get(request.GET.get("order", ""), ORDERS["newest"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, title FROM notices_notice WHERE published ORDER BY {order} LIMIT 50")
        rows = cursor.fetchall()
    return render(request, "notices/archive.html", {"rows": rows, "orders": ORDERS})


@login_not_required
@require_safe
def detail(request, pk):
    notice = Notice.objects.filter(pk=pk, published=True).first()
    if notice is None:
        return HttpResponse(format_html("<p>There is no notice <b>{}</b> for {}.</p>", pk, request.GET.get("for", "you")[:80]), status=404)
    return render(request, "notices/detail.html", {"notice": notice, "comments": notice.comments.select_related("author")[:100]})


@login_not_required
@require_safe
def search(request):
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "problem.html", {"text": "What are you looking for?"}, status=400)
    q = form.cleaned_data["q"]
    return render(request, "notices/search.html", {"q": q, "notices": Notice.objects.filter(published=True, title__icontains=q)[:20]})


class NoticeCreate(OfficerRequiredMixin, CreateView):
    form_class = NoticeForm
    template_name = "notices/form.html"
    success_url = reverse_lazy("notice-list")

    def form_valid(self, form):
        form.instance.author = self.request.user
        response = super().form_valid(form)
        record(self.request, "notice.written", f"notice {self.object.pk}")
        return response


class NoticeUpdate(OfficerRequiredMixin, UpdateView):
    queryset = Notice.objects.all()
    form_class = NoticeForm
    template_name = "notices/form.html"
    success_url = reverse_lazy("notice-list")

    def form_valid(self, form):
        record(self.request, "notice.changed", f"notice {self.object.pk}")
        return super().form_valid(form)


@require_POST
def comment(request, pk):
    notice = get_object_or_404(Notice, pk=pk, published=True)
    form = CommentForm(request.POST, instance=Comment(notice=notice, author=request.user))
    if form.is_valid():
        form.save()
    else:
        messages.error(request, "Up to 2000 letters, please.")
    return redirect("notice", pk=pk)


@require_POST
def comment_delete(request, pk):
    own = Comment.objects.all() if request.user.is_officer else Comment.objects.filter(author=request.user)
    found = get_object_or_404(own, pk=pk)
    found.delete()
    messages.success(request, "The comment is gone.")
    return redirect("notice", pk=found.notice_id)


@require_POST
def seen(request):
    form = SeenForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "There is no such notice"}, status=400)
    Reading.objects.get_or_create(notice=form.cleaned_data["notice"], member=request.user)
    return JsonResponse({"ok": True})
