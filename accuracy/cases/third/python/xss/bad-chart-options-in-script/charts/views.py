import json

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from charts.series import series_of

METRICS = ("visits", "orders", "returns")


class ChartPage(LoginRequiredMixin, TemplateView):
    template_name = "charts/page.html"

    def options(self) -> dict:
        params = self.request.GET
        metric = params.get("metric", METRICS[0])
        return {
            "title": params.get("title", "Untitled"),
            "metric": metric if metric in METRICS else METRICS[0],
            "series": series_of(self.request.user, metric if metric in METRICS else METRICS[0]),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(options=json.dumps(self.options()), **kwargs)
