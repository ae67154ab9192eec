from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from .models import Invoice


class InvoiceList(LoginRequiredMixin, ListView):
    template_name = "invoices/list.html"
    context_object_name = "invoices"
    paginate_by = 20

    def get_queryset(self):
        return Invoice.objects.filter(member=self.request.user).order_by("-pk")


class InvoiceDetail(LoginRequiredMixin, DetailView):
    template_name = "invoices/detail.html"
    context_object_name = "invoice"

    def get_queryset(self):
        return Invoice.objects.filter(member=self.request.user)


@login_required
def print_invoice(request, pk):
    return render(request, "invoices/print.html", {"invoice": get_object_or_404(Invoice, pk=pk)})


@login_required
@require_POST
def settle(request, pk):
    """Marks an invoice as paid in cash."""
    invoice = get_object_or_404(Invoice, pk=pk)
    invoice.paid = True
    invoice.save()
    messages.success(request, f"{invoice.number} is paid.")
    return redirect("invoice-list")
