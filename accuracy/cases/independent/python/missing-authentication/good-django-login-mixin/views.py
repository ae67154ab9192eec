from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.views import View

from .models import Setting


class SettingList(LoginRequiredMixin, View):
    def get(self, request):
        rows = Setting.objects.filter(owner=request.user).values("name", "value")[:100]
        return JsonResponse({"settings": list(rows)})


class SettingUpdate(LoginRequiredMixin, View):
    def post(self, request):
        Setting.objects.filter(name=request.POST["name"]).update(value=request.POST["value"])
        return JsonResponse({"ok": True})
