from django import forms
from django.contrib.auth.forms import BaseUserCreationForm

from accounts.models import User


class SignUpForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "email", "theatre"]


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        exclude = ["password", "last_login", "date_joined", "reset_code", "reset_until"]
