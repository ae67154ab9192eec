from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView

from themes.models import Theme
from themes.tasks import install_theme


class ThemeUpload(LoginRequiredMixin, CreateView):
    model = Theme
    fields = ["archive"]
    success_url = reverse_lazy("themes")

    def form_valid(self, form):
        form.instance.owner = self.request.user
        response = super().form_valid(form)
        install_theme.delay(self.object.pk)
        return response
