from django import forms
from django.contrib.auth.models import User
from django.core.validators import FileExtensionValidator

from circle.models import Book, Reader, Review


class JoinForm(forms.Form):
    username = forms.CharField(max_length=60)
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput, label="Choose a password")

    def save(self):
        data = self.cleaned_data
        user = User.objects.create_user(data["username"], data["email"], data["password"])
        Reader.objects.create(user=user)
        return user


class ReaderForm(forms.ModelForm):
    class Meta:
        model = Reader
        exclude = ["user"]


class BookForm(forms.ModelForm):
    class Meta:
        model = Book
        fields = ["title", "author", "isbn", "year", "summary"]


class CoverForm(forms.Form):
    cover = forms.FileField()


class AvatarForm(forms.Form):
    picture = forms.ImageField(validators=[FileExtensionValidator(["png", "jpg"])])


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ["body", "stars"]
