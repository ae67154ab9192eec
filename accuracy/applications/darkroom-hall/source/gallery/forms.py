from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError

from hall.middleware import counted, peer

from .models import Member, Print, Seat, Show
from .pictures import camera_of, redrawn


class PacedLogin(AuthenticationForm):
    """Counts tries of the address and of the account before a password is compared."""

    def clean(self):
        account = str(self.cleaned_data.get("username", "")).lower()
        if not counted("login-ip", peer(self.request), 40, 900) or not counted("login", account, 8, 900):
            raise ValidationError("Too many tries, please wait a quarter of an hour.", code="paced")
        return super().clean()


class QuietReset(PasswordResetForm):
    email = forms.EmailField(max_length=190)


class ShowForm(forms.ModelForm):
    class Meta:
        model = Show
        fields = ["title", "text", "place", "is_open", "begins"]


class NewShowForm(ShowForm):
    class Meta(ShowForm.Meta):
        fields = ["slug", *ShowForm.Meta.fields]


class PrintForm(forms.ModelForm):
    class Meta:
        model = Print
        fields = ["title", "year", "process"]


class NewPrintForm(PrintForm):
    picture = forms.FileField()

    class Meta(PrintForm.Meta):
        fields = ["title", "year", "process", "picture"]

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        picture = redrawn(upload)
        self.camera = camera_of(upload)
        return picture


class SeatForm(forms.Form):
    member = forms.ModelChoiceField(Member.objects.filter(is_active=True), widget=forms.NumberInput)
    role = forms.ChoiceField(choices=Seat._meta.get_field("role").choices)


class InviteForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["email", "name"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class TableForm(forms.Form):
    table = forms.FileField()


class SearchForm(forms.Form):
    SORTS = {"newest": "-hung_at", "title": "title", "year": "year", "author": "author__name"}
    q = forms.CharField(max_length=60, required=False)
    since = forms.IntegerField(min_value=1826, max_value=2100, required=False)
    process = forms.CharField(max_length=40, required=False)
    sort = forms.ChoiceField(choices=[(k, k) for k in SORTS], required=False)

    def narrowed(self, prints):
        if not self.is_valid():
            return prints.none()
        ask = self.cleaned_data
        if ask["q"]:
            prints = prints.filter(title__icontains=ask["q"])
        if ask["since"]:
            prints = prints.filter(year__gte=ask["since"])
        if ask["process"]:
            prints = prints.filter(process__iexact=ask["process"])
        return prints.order_by(self.SORTS[ask["sort"] or "newest"], "pk")


class PlaceForm(forms.Form):
    q = forms.CharField(min_length=2, max_length=60)
    source = forms.ChoiceField(choices=[("osm", "osm"), ("geonames", "geonames")])
