from django import forms
from PIL import Image

from .models import Loan, Score, Singer


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Singer
        exclude = ["user"]


class LoanForm(forms.ModelForm):
    class Meta:
        model = Loan
        fields = ["score", "note"]


class SheetForm(forms.ModelForm):
    class Meta:
        model = Score
        fields = ["sheet"]


class PortraitForm(forms.Form):
    portrait = forms.ImageField()

    def clean_portrait(self):
        portrait = self.cleaned_data["portrait"]
        if portrait.size > 2_000_000:
            raise forms.ValidationError("The picture is too large.")
        portrait.seek(0)
        if Image.open(portrait).format not in ("PNG", "JPEG"):
            raise forms.ValidationError("PNG or JPEG, please.")
        portrait.seek(0)
        return portrait
