import csv

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, Sum
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET
from django.views.generic import CreateView, DetailView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from .access import ApplicationPolicy, hit
from .forms import ApplicationForm, AttachmentForm, DecisionForm, FilterForm, ReviewForm
from .models import Application, Attachment, Review, Round, User


@require_GET
def healthz(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


class PolicyMixin(LoginRequiredMixin):
    """Looks objects up inside the caller's scope, then asks the policy about `action`."""

    action = "view"
    lock = False

    @property
    def policy(self):
        return ApplicationPolicy(self.request.user)

    def get_queryset(self):
        rows = self.policy.scope()
        if self.lock and self.request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        return rows

    def get_object(self, queryset=None):
        found = super().get_object(queryset)
        if not getattr(self.policy, f"may_{self.action}")(found):
            raise PermissionDenied
        return found

    def go_back(self, application):
        target = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(
            target, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        ):
            return redirect(target)
        return redirect("application-detail", pk=application.pk)


class ResetRequestView(auth_views.PasswordResetView):
    template_name = "desk/form.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form):
        email = form.cleaned_data["email"].lower()
        messages.info(self.request, "If the address is known, a message is on its way.")
        within = [
            hit("reset-account", email, 3, window=3600),
            hit("reset-address", self.request.client_address, 15, window=3600),
        ]
        return super().form_valid(form) if all(within) else redirect(self.success_url)


class ApplicationListView(PolicyMixin, ListView):
    template_name = "desk/application_list.html"
    paginate_by = 25

    def get_queryset(self):
        rows = super().get_queryset()
        self.filters = FilterForm(self.request.GET)
        wanted = self.filters.cleaned_data if self.filters.is_valid() else {}
        if wanted.get("q"):
            rows = rows.filter(Q(title__icontains=wanted["q"]) | Q(organisation__name__icontains=wanted["q"]))
        if wanted.get("state"):
            rows = rows.filter(state=wanted["state"])
        return rows.order_by(*FilterForm.SORTS[wanted.get("sort") or "newest"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(filters=self.filters, may_create=self.policy.may_create(), **kwargs)


class ApplicationDetailView(PolicyMixin, DetailView):
    template_name = "desk/application_detail.html"

    def get_context_data(self, **kwargs):
        found = self.object
        context = super().get_context_data(**kwargs)
        context["may_edit"] = self.policy.may_edit(found)
        context["review_form"] = ReviewForm() if self.policy.may_review(found) else None
        context["decision_form"] = DecisionForm() if self.policy.may_decide(found) else None
        if self.request.user.role == User.Role.OFFICER:
            context["reviews"] = found.reviews.select_related("reviewer")
        return context


class ApplicationCreateView(LoginRequiredMixin, CreateView):
    form_class = ApplicationForm
    template_name = "desk/form.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not ApplicationPolicy(request.user).may_create():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        form.instance.organisation = self.request.user.organisation
        form.instance.created_by = self.request.user
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("application-detail", args=[self.object.pk])


@method_decorator(transaction.atomic, name="post")
class ApplicationUpdateView(PolicyMixin, UpdateView):
    action = "edit"
    lock = True
    form_class = ApplicationForm
    template_name = "desk/form.html"

    def get_success_url(self):
        return reverse("application-detail", args=[self.object.pk])


@method_decorator(transaction.atomic, name="post")
class SubmitView(PolicyMixin, SingleObjectMixin, View):
    action = "edit"
    lock = True
    http_method_names = ["post"]

    def post(self, request, pk):
        found = self.get_object()
        found.state = Application.State.SUBMITTED
        found.submitted_at = timezone.now()
        found.save(update_fields=["state", "submitted_at"])
        return self.go_back(found)


@method_decorator(transaction.atomic, name="post")
class AttachmentCreateView(PolicyMixin, SingleObjectMixin, View):
    action = "edit"
    lock = True
    http_method_names = ["post"]

    def post(self, request, pk):
        found = self.get_object()
        if found.attachments.count() >= settings.ATTACHMENTS_PER_APPLICATION:
            messages.error(request, "No further files can be added.")
            return self.go_back(found)
        form = AttachmentForm(request.POST, request.FILES, instance=Attachment(application=found))
        if form.is_valid():
            form.save()
        else:
            messages.error(request, " ".join(form.errors.get("file", ["The file was not accepted."])))
        return self.go_back(found)


class AttachmentDownloadView(LoginRequiredMixin, View):
    http_method_names = ["get"]

    def get(self, request, pk):
        visible = Attachment.objects.filter(application__in=ApplicationPolicy(request.user).scope())
        attachment = get_object_or_404(visible, pk=pk)
        return FileResponse(
            attachment.file.open("rb"),
            as_attachment=True,
            filename=attachment.display_name,
            content_type="application/pdf",
        )


@method_decorator(transaction.atomic, name="post")
class ReviewView(PolicyMixin, SingleObjectMixin, View):
    action = "review"
    lock = True
    http_method_names = ["post"]

    def post(self, request, pk):
        found = self.get_object()
        form = ReviewForm(request.POST)
        if form.is_valid():
            Review.objects.update_or_create(application=found, reviewer=request.user, defaults=form.cleaned_data)
        else:
            messages.error(request, "Please give a score from 1 to 5 and a comment.")
        return self.go_back(found)


@method_decorator(transaction.atomic, name="post")
class DecisionView(PolicyMixin, SingleObjectMixin, View):
    action = "decide"
    lock = True
    http_method_names = ["post"]

    def post(self, request, pk):
        # The round is locked first, so that two awards cannot overdraw it.
        round_id = get_object_or_404(self.policy.scope().values_list("round_id", flat=True), pk=pk)
        grant_round = Round.objects.select_for_update(no_key=True).get(pk=round_id)
        found = self.get_object()
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return HttpResponse("Unknown outcome", status=400, content_type="text/plain")
        if form.cleaned_data["outcome"] == Application.State.AWARDED:
            spent = grant_round.applications.filter(state=Application.State.AWARDED).aggregate(total=Sum("amount"))
            if (spent["total"] or 0) + found.amount > grant_round.budget:
                messages.error(request, "The budget of the round does not cover this.")
                return self.go_back(found)
        found.state = form.cleaned_data["outcome"]
        found.decided_by = request.user
        found.save(update_fields=["state", "decided_by"])
        return self.go_back(found)


class Echo:
    def write(self, value):
        return value


def cell(value):
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class RoundExportView(LoginRequiredMixin, View):
    http_method_names = ["get"]

    def get(self, request, pk):
        if request.user.role != User.Role.OFFICER:
            raise PermissionDenied
        grant_round = get_object_or_404(Round, pk=pk)
        return StreamingHttpResponse(
            self.lines(grant_round),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="round-{grant_round.pk}.csv"'},
        )

    def lines(self, grant_round):
        writer = csv.writer(Echo())
        yield writer.writerow(["organisation", "title", "amount", "state", "reviews", "mean score"])
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT o.name, a.title, a.amount, a.state, count(r.id), round(avg(r.score), 2)
                  FROM desk_application a
                  JOIN desk_organisation o ON o.id = a.organisation_id
                  LEFT JOIN desk_review r ON r.application_id = a.id
                 WHERE a.round_id = %s AND a.state <> %s
                 GROUP BY a.id, o.name
                 ORDER BY o.name, a.title
                """,
                [grant_round.pk, Application.State.DRAFT],
            )
            while batch := cursor.fetchmany(500):
                for row in batch:
                    yield writer.writerow([cell("" if value is None else value) for value in row])
