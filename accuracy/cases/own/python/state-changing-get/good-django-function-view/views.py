from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from .models import Watch


@login_required
def remove_watch(request, pk):
    watch = get_object_or_404(Watch, pk=pk, owner=request.user)
    if request.method != "POST":
        return render(request, "watches/confirm.html", {"watch": watch})
    watch.delete()
    return redirect("watches")
