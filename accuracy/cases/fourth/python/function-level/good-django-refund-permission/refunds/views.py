from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from .models import Refund


@permission_required("refunds.approve_refund", raise_exception=True)
@require_POST
def admin_approve_refund(request, refund_id):
    refund = get_object_or_404(Refund, pk=refund_id, status="requested")
    refund.status = "approved"
    refund.approved_by = request.user
    refund.approved_at = timezone.now()
    refund.save()
    return JsonResponse({"id": refund.pk, "status": refund.status})
