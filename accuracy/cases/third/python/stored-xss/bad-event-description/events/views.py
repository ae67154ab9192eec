from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, DetailView

from events.models import Event


class EventCreate(LoginRequiredMixin, CreateView):
    model = Event
    fields = ["title", "description"]
    success_url = reverse_lazy("events")

    def form_valid(self, form):
        form.instance.organiser = self.request.user
        return super().form_valid(form)


class EventDetail(DetailView):
    model = Event
    template_name = "events/detail.html"
