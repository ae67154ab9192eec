from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect

from .models import Watch


@login_required
def remove_watch(request, pk):
    get_object_or_404(Watch, pk=pk, owner=request.user).delete()
    return redirect("watches")
