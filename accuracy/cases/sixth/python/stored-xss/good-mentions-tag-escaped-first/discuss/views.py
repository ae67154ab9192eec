from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.views.generic import CreateView, DetailView

from discuss.models import Comment, Thread


class ThreadView(DetailView):
    model = Thread
    template_name = "discuss/thread.html"

    def get_context_data(self, **kwargs):
        comments = self.object.comments.select_related("author").order_by("-created_at")[:50]
        return super().get_context_data(comments=comments, **kwargs)


class CommentCreate(LoginRequiredMixin, CreateView):
    model = Comment
    fields = ["body"]

    def form_valid(self, form):
        form.instance.author = self.request.user
        form.instance.thread_id = self.kwargs["pk"]
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("thread", args=[self.kwargs["pk"]])
