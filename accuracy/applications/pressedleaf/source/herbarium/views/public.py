from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views import View

from ..models import Loan
from .loans import SHARING


@method_decorator(login_not_required, name="dispatch")
class SharedLoan(View):
    def get(self, request, token):
        try:
            claim = SHARING.unsign_object(token, max_age=timedelta(days=14))
        except signing.BadSignature:
            raise Http404 from None
        loans = Loan.objects.select_related("specimen", "institution")
        loan = get_object_or_404(loans, pk=claim["loan"], share_epoch=claim["epoch"])
        response = render(request, "herbarium/shared.html", {"loan": loan})
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response
