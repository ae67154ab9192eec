from datetime import timedelta

from django import forms
from django.core.validators import FileExtensionValidator, RegexValidator
from django.utils import timezone

from .models import Institution, Loan, Person, Specimen
from .services.outbound import Unreachable, check_address


class SpecimenForm(forms.ModelForm):
    accession = forms.CharField(max_length=24, validators=[RegexValidator(r"^[A-Z0-9-]{1,24}\Z")])

    class Meta:
        model = Specimen
        fields = ["accession", "taxon", "locality", "remarks", "collected_on"]


class SizedFile(forms.FileField):
    def __init__(self, *, megabytes: int, **kwargs):
        self.most = megabytes * 1024 * 1024
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file.size > self.most:
            raise forms.ValidationError("The file is too large.")
        return file


class PhotoForm(forms.Form):
    photo = SizedFile(megabytes=10, validators=[FileExtensionValidator(["jpg", "jpeg", "png", "tif", "tiff"])])


class ImportForm(forms.Form):
    file = SizedFile(megabytes=4, validators=[FileExtensionValidator(["xml"])])


class LoanForm(forms.ModelForm):
    class Meta:
        model = Loan
        fields = ["specimen", "borrower", "due_on"]

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["specimen"] = forms.ModelChoiceField(Specimen.objects.of(person), widget=forms.NumberInput)

    def clean_due_on(self):
        due = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if not today < due <= today + timedelta(days=730):
            raise forms.ValidationError("Loans are for two years at most.")
        return due


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["role", "is_active"]


class WebhookForm(forms.ModelForm):
    class Meta:
        model = Institution
        fields = ["webhook_url"]

    def clean_webhook_url(self):
        url = self.cleaned_data["webhook_url"]
        if url:
            try:
                check_address(url)
            except Unreachable as problem:
                raise forms.ValidationError(str(problem)) from problem
        return url
