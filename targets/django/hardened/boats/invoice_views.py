from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from clubhouse.access import officer_required
from office.audit import record

from .models import Invoice


class OwnInvoices:
    def get_queryset(self):
        return Invoice.objects.filter(member=self.request.user)


class InvoiceList(OwnInvoices, ListView):
    template_name = "invoices/list.html"
    context_object_name = "invoices"
    paginate_by = 20


class InvoiceDetail(OwnInvoices, DetailView):
    template_name = "invoices/detail.html"
    context_object_name = "invoice"


class InvoicePrint(OwnInvoices, DetailView):
    template_name = "invoices/print.html"
    context_object_name = "invoice"


@require_POST
@officer_required
def settle(request, pk):
    """Marks an invoice as paid in cash."""
    invoice = get_object_or_404(Invoice, pk=pk)
    Invoice.objects.filter(pk=invoice.pk).update(paid=True)
    record(request, "invoice.settled", invoice.number)
    messages.success(request, f"{invoice.number} is paid.")
    return redirect("invoice-list")
