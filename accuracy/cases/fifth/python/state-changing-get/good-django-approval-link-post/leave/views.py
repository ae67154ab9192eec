from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from .models import LeaveRequest


class ManagerView(LoginRequiredMixin, View):
    def leave_request(self):
        return get_object_or_404(LeaveRequest, pk=self.kwargs["pk"], manager=self.request.user)


class ShowRequest(ManagerView):
    def get(self, request, pk):
        return render(request, "leave/show.html", {"leave": self.leave_request()})


class ApproveRequest(ManagerView):
    def get(self, request, pk):
        return render(request, "leave/approve.html", {"leave": self.leave_request()})

    def post(self, request, pk):
        self.leave_request().approve()
        return redirect("leave-show", pk=pk)
