from django import forms

from .models import Feed


class FeedForm(forms.ModelForm):
    address = forms.CharField(max_length=300)

    class Meta:
        model = Feed
        fields = ["address"]
