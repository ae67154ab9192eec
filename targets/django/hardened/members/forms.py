from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .models import Member


class RegisterForm(forms.Form):
    name = forms.CharField(max_length=80)
    email = forms.EmailField(max_length=254)
    password = forms.CharField(max_length=128, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self):
        given = super().clean()
        if {"name", "email", "password"} <= given.keys():
            try:
                validate_password(given["password"], Member(email=given["email"], name=given["name"]))
            except ValidationError as error:
                self.add_error("password", error)
        return given


class ForgotForm(PasswordResetForm):
    """The link names the host of the settings, not the one of the request."""

    def save(self, domain_override=None, use_https=True, **options):
        super().save(domain_override=settings.SITE_HOST, use_https=True, **options)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["name", "phone", "website", "bio"]


class TransferForm(forms.Form):
    to = forms.IntegerField(min_value=1, max_value=2**31)
    cents = forms.IntegerField(min_value=1, max_value=100_000)


class RoleForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["role"]


class LookupForm(forms.Form):
    q = forms.CharField(min_length=2, max_length=40)


class CodeForm(forms.Form):
    code = forms.RegexField(r"^[0-9]{6}\Z", widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}))
