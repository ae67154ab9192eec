from django import forms

from .models import Booking

KINDS = ("dinghy", "yacht", "rowing boat")
SORTS = {"day": "day", "status": "status", "boat": "boat__name"}
STATUSES = ("requested", "confirmed", "cancelled")


class BookingForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["boat", "day", "note"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}), "boat": forms.NumberInput}


class NoteForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["note"]


class BoatFilterForm(forms.Form):
    kind = forms.ChoiceField(choices=[("", "all")] + [(kind, kind) for kind in KINDS], required=False)


class BoatSearchForm(forms.Form):
    q = forms.CharField(max_length=80, required=False)


class DayForm(forms.Form):
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


class BookingFilterForm(forms.Form):
    sort = forms.ChoiceField(choices=[(name, name) for name in SORTS], required=False)
    status = forms.ChoiceField(choices=[("", "all")] + [(name, name) for name in STATUSES], required=False)


class ImportForm(forms.Form):
    url = forms.URLField(max_length=500, assume_scheme="https")


class DocumentForm(forms.Form):
    document = forms.CharField(max_length=20_000, widget=forms.Textarea, initial="boats: [one, two]")


class TrackForm(forms.Form):
    track = forms.CharField(max_length=50_000, widget=forms.Textarea, initial="<gpx><name>Skerries</name></gpx>")


class VoucherForm(forms.Form):
    code = forms.CharField(max_length=20)
