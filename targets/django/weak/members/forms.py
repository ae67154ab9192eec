from django import forms

from .models import Member


class RegisterForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = "__all__"
        widgets = {"password": forms.PasswordInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name in ("username", "email", "password")

    def clean(self):
        """Whatever the page does not send keeps its default."""
        cleaned = super().clean()
        for name in list(cleaned):
            if name not in self.data:
                cleaned.pop(name)
        return cleaned

    def save(self, commit=True):
        member = super().save(commit=False)
        member.set_password(self.cleaned_data["password"])
        member.is_active = True
        member.save()
        return member


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Member
        exclude = ["password", "username", "groups", "user_permissions", "last_login", "date_joined", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if name not in self.data:
                cleaned[name] = getattr(self.instance, name)
        return cleaned
