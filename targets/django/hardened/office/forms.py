import string

from django import forms

FORMULAS = {"same": lambda bookings: bookings, "growth": lambda bookings: round(bookings * 1.1), "double": lambda bookings: bookings * 2}
GROUPS = {"status": "status", "boat": "boat__name", "kind": "boat__kind"}


class ReportForm(forms.Form):
    group = forms.ChoiceField(choices=[(name, name) for name in GROUPS], required=False)


class ForecastForm(forms.Form):
    formula = forms.ChoiceField(choices=[(name, name) for name in FORMULAS])


class NewsletterForm(forms.Form):
    body = forms.CharField(max_length=5000, widget=forms.Textarea, initial="Dear $name, the season opens in May.")

    def preview(self, name: str) -> str:
        return string.Template(self.cleaned_data["body"]).safe_substitute(name=name, club="Clubhouse")


class GreetingForm(forms.Form):
    name = forms.CharField(max_length=80)


class HarbourForm(forms.Form):
    word = forms.CharField(min_length=2, max_length=40)


class SheetForm(forms.Form):
    title = forms.RegexField(r"^[A-Za-z0-9 ]{1,40}\Z")


class UploadForm(forms.Form):
    title = forms.CharField(max_length=120)
    file = forms.FileField(max_length=200)
