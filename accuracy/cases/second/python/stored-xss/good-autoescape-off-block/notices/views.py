from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import CreateView, ListView

from notices.models import Notice


class NoticeList(ListView):
    model = Notice
    paginate_by = 25
    template_name = "notices/list.html"


class NoticeCreate(LoginRequiredMixin, CreateView):
    model = Notice
    fields = ["title", "text"]
    success_url = "/notices/"
