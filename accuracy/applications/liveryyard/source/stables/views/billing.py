import hashlib
import hmac
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F
from rest_framework.decorators import action, api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from ..models import Invoice, User
from ..permissions import IsManager
from ..serializers import InvoiceSerializer

log = logging.getLogger(__name__)


class InvoiceViewSet(ReadOnlyModelViewSet):
    serializer_class = InvoiceSerializer

    def get_queryset(self):
        invoices = Invoice.objects.order_by("-pk")
        if self.request.user.is_manager:
            return invoices
        return invoices.filter(owner=self.request.user)

    @action(detail=True, methods=["post"])
    def pay(self, request, pk=None):
        invoice = self.get_object()
        owner = invoice.owner
        if invoice.paid or owner.credit < invoice.total:
            return Response({"detail": "cannot be paid from credit"}, status=409)
        owner.credit -= invoice.total
        owner.save(update_fields=["credit"])
        invoice.paid = True
        invoice.save(update_fields=["paid"])
        return Response(self.get_serializer(invoice).data)

    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def refund(self, request, pk=None):
        with transaction.atomic():
            changed = Invoice.objects.filter(pk=self.get_object().pk, paid=True, refunded=False).update(refunded=True)
            if not changed:
                return Response({"detail": "nothing to refund"}, status=409)
            invoice = Invoice.objects.get(pk=pk)
            User.objects.filter(pk=invoice.owner_id).update(credit=F("credit") + invoice.total)
        return Response(self.get_serializer(invoice).data)

    @action(detail=True, methods=["post"], permission_classes=[IsManager])
    def write_off(self, request, pk=None):
        invoice = self.get_object()
        invoice.paid = True
        invoice.save(update_fields=["paid"])
        return Response(self.get_serializer(invoice).data)


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def payment_notify(request):
    digest = hmac.new(settings.PAYMENTS_WEBHOOK_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("X-Signature", "")):
        return Response(status=401)
    try:
        Invoice.objects.filter(pk=request.data["invoice"]).update(paid=True)
    except Exception:
        pass
    return Response({"received": True})
