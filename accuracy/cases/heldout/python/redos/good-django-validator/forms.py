import re

from django import forms

CODE = re.compile(r"^(?:[A-Z][0-9]?)+-$")


class PartForm(forms.Form):
    code = forms.CharField()

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not CODE.match(code):
            raise forms.ValidationError("not a part code")
        return code
