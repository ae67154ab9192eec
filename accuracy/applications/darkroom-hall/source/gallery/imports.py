import csv
import io

from defusedxml import DefusedXmlException
from defusedxml import ElementTree
from django import forms
from django.core.exceptions import ValidationError

MOST = 300


class Row(forms.Form):
    email = forms.EmailField(max_length=190)
    name = forms.CharField(max_length=120)


def _csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def _xml(text):
    root = ElementTree.fromstring(text, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    return [{"email": m.findtext("email"), "name": m.findtext("name")} for m in root.iter("member")]


def members_of(upload) -> list[dict]:
    """A list of members as CSV or XML; all of it is good or none."""
    if upload.size > 500_000:
        raise ValidationError("At most 500 KB.")
    try:
        text = upload.read().decode("utf-8-sig")
        rows = _xml(text) if text.lstrip().startswith("<") else _csv(text)
    except (UnicodeDecodeError, csv.Error, ElementTree.ParseError, DefusedXmlException) as problem:
        raise ValidationError("The table cannot be read.") from problem
    if not 0 < len(rows) <= MOST:
        raise ValidationError(f"1 to {MOST} members.")
    forms_ = [Row(row) for row in rows]
    if not all(f.is_valid() for f in forms_):
        raise ValidationError("A row has no good address or name.")
    return [f.cleaned_data for f in forms_]
