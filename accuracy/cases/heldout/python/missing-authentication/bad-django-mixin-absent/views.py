from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.views import View

from .models import Message


class Archive(LoginRequiredMixin, View):
    def post(self, request, pk):
        changed = Message.objects.filter(pk=pk, owner=request.user).update(archived=True)
        return JsonResponse({"archived": changed})


class EmptyArchive(View):
    def post(self, request):
        removed, _ = Message.objects.filter(archived=True).delete()
        return JsonResponse({"removed": removed})
