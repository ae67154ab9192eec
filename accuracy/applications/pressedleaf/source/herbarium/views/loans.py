from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import CreateView, DetailView, ListView

from ..access import Needs, may
from ..forms import LoanForm
from ..models import Loan
from ..services import outgoing
from ..services.audit import note

SHARING = signing.TimestampSigner(salt="loan.share")


def visible(person):
    loans = Loan.objects.of(person)
    return loans if may(person, "loan.decide") else loans.filter(asked_by=person)


class LoanList(Needs, ListView):
    capability = "loan.read"
    paginate_by = 50
    template_name = "herbarium/loans.html"

    def get_queryset(self):
        loans = visible(self.request.user).select_related("specimen", "asked_by")
        state = self.request.GET.get("state")
        if state in Loan.State.values:
            loans = loans.filter(state=state)
        return loans.order_by("due_on", "pk")


class LoanDetail(Needs, DetailView):
    capability = "loan.read"
    template_name = "herbarium/loan.html"

    def get_queryset(self):
        return visible(self.request.user).select_related("specimen", "asked_by")


class LoanCreate(Needs, CreateView):
    capability = "loan.ask"
    form_class = LoanForm
    template_name = "herbarium/form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "person": self.request.user}

    def form_valid(self, form):
        person = self.request.user
        form.instance.institution_id, form.instance.asked_by = person.institution_id, person
        with transaction.atomic():
            loan = form.save()
            note(person, "loan.asked", f"loan:{loan.pk}")
            outgoing.event(person.institution, "loan.asked", loan=loan.pk)
        return redirect("loan", pk=loan.pk)


class Deciding(Needs, View):
    """A step of a loan: the row is locked, so two registrars cannot take it at once."""

    capability = "loan.decide"
    before: str
    after: str

    def post(self, request, pk):
        try:
            with transaction.atomic():
                loans = Loan.objects.of(request.user).select_for_update(of=("self",)).select_related("asked_by", "institution")
                loan = get_object_or_404(loans, pk=pk)
                if loan.state != self.before or loan.asked_by_id == request.user.pk:
                    return HttpResponse("This step is not open to you.", status=409, content_type="text/plain")
                loan.state = self.after
                loan.save(update_fields=["state"])
                note(request.user, f"loan.{self.after}", f"loan:{loan.pk}")
                outgoing.event(loan.institution, f"loan.{self.after}", loan=loan.pk)
                self.afterwards(loan)
        except IntegrityError:
            return HttpResponse("The specimen is out already.", status=409, content_type="text/plain")
        return redirect("loan", pk=pk)

    def afterwards(self, loan):
        pass


class LoanApprove(Deciding):
    before, after = Loan.State.ASKED, Loan.State.OUT

    def afterwards(self, loan):
        outgoing.letter(loan.institution_id, loan.asked_by.email, "loan-approved", name=loan.asked_by.get_full_name(), loan=loan.pk)


class LoanReturn(Deciding):
    before, after = Loan.State.OUT, Loan.State.BACK


class LoanShare(Needs, View):
    """A link for the borrower. A new one ends those before it."""

    capability = "loan.share"

    def post(self, request, pk):
        loan = get_object_or_404(Loan.objects.of(request.user), pk=pk)
        Loan.objects.filter(pk=loan.pk).update(share_epoch=F("share_epoch") + 1)
        loan.refresh_from_db(fields=["share_epoch"])
        note(request.user, "loan.shared", f"loan:{loan.pk}")
        token = SHARING.sign_object({"loan": loan.pk, "epoch": loan.share_epoch})
        return render(request, "herbarium/share.html", {"token": token})
