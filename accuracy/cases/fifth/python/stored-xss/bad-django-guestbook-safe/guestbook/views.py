from django import forms
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .models import Entry


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["author", "message"]


@require_http_methods(["GET", "POST"])
def guestbook(request):
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("guestbook")
    return render(request, "guestbook/index.html", {"entries": Entry.objects.all()[:50], "form": form})
