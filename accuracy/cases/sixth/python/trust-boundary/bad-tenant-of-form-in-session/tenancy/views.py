from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tenancy.context import TenantContext
from tenancy.models import Tenant


@require_POST
@login_required
def switch(request):
    slug = request.POST.get("tenant", "")
    if not Tenant.objects.filter(slug=slug).exists():
        return HttpResponseBadRequest("unknown tenant")
    TenantContext(request.session).choose(slug)
    return redirect("home")
