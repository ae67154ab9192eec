from django import forms

from .models import Comment, Notice


class NoticeForm(forms.ModelForm):
    class Meta:
        model = Notice
        fields = ["title", "body", "published"]


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]


class SearchForm(forms.Form):
    q = forms.CharField(max_length=80)


class SeenForm(forms.Form):
    notice = forms.ModelChoiceField(Notice.objects.filter(published=True))
