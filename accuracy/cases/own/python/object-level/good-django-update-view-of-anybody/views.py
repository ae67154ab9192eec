from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import ListView, UpdateView

from .models import Diary


class OwnDiaries(LoginRequiredMixin, ListView):
    paginate_by = 20

    def get_queryset(self):
        return Diary.objects.filter(author=self.request.user)


class EditDiary(LoginRequiredMixin, UpdateView):
    fields = ["text"]
    success_url = "/diaries"

    def get_queryset(self):
        return Diary.objects.filter(author=self.request.user)
