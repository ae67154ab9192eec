from django import forms

from .models import Report


class BookingForm(forms.Form):
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    hikers = forms.IntegerField(min_value=1, max_value=12)


class ReportForm(forms.ModelForm):
    picture = forms.FileField(required=False)

    class Meta:
        model = Report
        fields = ["trail", "text"]
