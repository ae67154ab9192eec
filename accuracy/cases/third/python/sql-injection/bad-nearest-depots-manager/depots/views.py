from django.contrib.auth.mixins import PermissionRequiredMixin
from django.views.generic import TemplateView

from depots.models import Depot


class BusiestDepots(PermissionRequiredMixin, TemplateView):
    permission_required = "depots.view_depot"
    template_name = "depots/busiest.html"

    def get_context_data(self, **kwargs):
        kind = self.request.GET.get("kind") or "repair"
        return super().get_context_data(kind=kind, depots=Depot.objects.busiest(kind, limit=12), **kwargs)
