from django import forms


class PlanForm(forms.Form):
    course = forms.IntegerField(min_value=1)
    plan = forms.FileField()

    def clean_plan(self):
        plan = self.cleaned_data["plan"]
        if plan.size > 100_000:
            raise forms.ValidationError("The plan is too large.")
        return plan
