from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tenancy.context import TenantContext
from tenancy.models import Membership


@require_POST
@login_required
def switch(request):
    slug = request.POST.get("tenant", "")
    membership = (
        Membership.objects.select_related("tenant").filter(user=request.user, tenant__slug=slug).first()
    )
    if membership is None:
        return HttpResponseBadRequest("unknown tenant")
    TenantContext(request.session).choose(membership.tenant.slug)
    return redirect("home")
