import re
import uuid
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.utils import timezone

from .models import Application, Attachment, Review, Round


class ApplicationForm(forms.ModelForm):
    class Meta:
        model = Application
        fields = ["round", "title", "summary", "amount"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = Round.objects.filter(closed=False, closes_at__gt=timezone.now())

    def clean(self):
        data = super().clean()
        chosen, amount = data.get("round"), data.get("amount")
        if chosen and amount and amount > chosen.budget:
            self.add_error("amount", "This is more than the whole round has to give.")
        return data


class AttachmentForm(forms.ModelForm):
    class Meta:
        model = Attachment
        fields = ["file"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > settings.ATTACHMENT_MAX_BYTES:
            raise forms.ValidationError("The file is too large.")
        head = upload.read(5)
        upload.seek(0)
        if head != b"%PDF-":
            raise forms.ValidationError("Only PDF files are accepted.")
        stem = re.sub(r"[^\w .-]", "_", PurePath(upload.name).stem)[:100]
        self.instance.display_name = f"{stem or 'document'}.pdf"
        upload.name = f"{uuid.uuid4().hex}.pdf"
        return upload


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ["score", "comment"]


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(choices=[("awarded", "Award"), ("declined", "Decline")])


class FilterForm(forms.Form):
    SORTS = {
        "newest": ("-created_at", "id"),
        "amount": ("-amount", "id"),
        "title": ("title", "id"),
    }

    q = forms.CharField(required=False, max_length=80)
    state = forms.ChoiceField(required=False, choices=[("", "Any"), *Application.State.choices])
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in SORTS])
