from django.shortcuts import get_object_or_404
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from billing.models import Invoice
from billing.serializers import InvoiceSerializer, SendSerializer
from billing.tasks import mail_invoice


class InvoicePagination(PageNumberPagination):
    page_size = 25


class InvoiceViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = InvoiceSerializer
    pagination_class = InvoicePagination
    queryset = Invoice.objects.order_by("-id")

    def get_queryset(self):
        return super().get_queryset().filter(customer=self.request.user)

    @action(detail=True, methods=["post"])
    def send(self, request, pk=None):
        wanted = SendSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        invoice = get_object_or_404(Invoice.objects.exclude(state=Invoice.State.VOID), pk=pk)
        invoice.recipient = wanted.validated_data["recipient"]
        invoice.state = Invoice.State.SENT
        invoice.save(update_fields=["recipient", "state"])
        mail_invoice.delay(invoice.pk)
        return Response(InvoiceSerializer(invoice).data)
