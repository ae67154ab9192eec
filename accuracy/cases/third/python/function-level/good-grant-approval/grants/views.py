from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from grants.models import Application


@require_POST
@login_required
def apply(request):
    application = Application.objects.create(applicant=request.user, purpose=request.POST.get("purpose", ""))
    return JsonResponse({"id": application.pk}, status=201)


@require_POST
@permission_required("grants.reject_application", raise_exception=True)
def reject(request, pk: int):
    application = get_object_or_404(Application, pk=pk, state="open")
    application.close("rejected", by=request.user)
    return JsonResponse({"state": application.state})


@require_POST
@permission_required("grants.approve_application", raise_exception=True)
def approve(request, pk: int):
    application = get_object_or_404(Application, pk=pk, state="open")
    application.close("approved", by=request.user)
    application.pay_out()
    return JsonResponse({"state": application.state})
