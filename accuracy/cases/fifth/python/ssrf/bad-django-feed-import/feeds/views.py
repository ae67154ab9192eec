import requests
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.views.generic.edit import FormView

from .forms import FeedForm
from .reader import read


class AddFeed(LoginRequiredMixin, FormView):
    form_class = FeedForm
    http_method_names = ["post"]
    raise_exception = True

    def form_valid(self, form):
        feed = form.save(commit=False)
        try:
            feed.title, entries = read(feed.address)
        except (requests.RequestException, ValueError):
            return JsonResponse({"error": "the feed cannot be read"}, status=422)
        feed.reader = self.request.user
        feed.title = feed.title[:200]
        feed.save()
        return JsonResponse({"title": feed.title, "entries": [entry.get("title") for entry in entries]}, status=201)

    def form_invalid(self, form):
        return JsonResponse({"errors": form.errors}, status=422)
