from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import ListView

from inventory.badges import filter_badge
from inventory.models import Asset


class AssetList(LoginRequiredMixin, ListView):
    model = Asset
    paginate_by = 40
    template_name = "inventory/assets.html"

    def get_queryset(self):
        queryset = Asset.objects.filter(site=self.request.user.site).order_by("tag")
        if words := self.request.GET.get("q"):
            queryset = queryset.filter(tag__icontains=words)
        return queryset

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if words := self.request.GET.get("q"):
            context["badge"] = filter_badge(words)
        return context
