from django import forms

from .models import Booking


class BookingForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = "__all__"
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        for name, field in self.fields.items():
            field.required = name in ("boat", "day")

    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if name not in self.data:
                cleaned[name] = getattr(self.instance, name, None) if name != "member" or self.instance.pk else self.member
        return cleaned


class NoteForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["note"]
