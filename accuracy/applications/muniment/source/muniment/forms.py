from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import HiddenField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional, Regexp, ValidationError
from zxcvbn import zxcvbn


def unguessable(_form, field):
    if zxcvbn(field.data[:72])["score"] < 3:
        raise ValidationError("Please choose a password that is harder to guess.")


class SignIn(FlaskForm):
    email = StringField(validators=[DataRequired(), Email(), Length(max=254)])
    password = PasswordField(validators=[DataRequired(), Length(max=128)])
    next = HiddenField(validators=[Length(max=200)])


class Code(FlaskForm):
    code = StringField(validators=[DataRequired(), Regexp(r"^\d{6}\Z")])


class FirstPassword(FlaskForm):
    password = PasswordField(validators=[DataRequired(), Length(min=12, max=128), unguessable])


class NewPassword(FirstPassword):
    current = PasswordField(validators=[DataRequired(), Length(max=128)])


class Record(FlaskForm):
    mark = StringField(validators=[DataRequired(), Regexp(r"^[A-Z0-9/.-]{1,40}\Z")])
    title = StringField(validators=[DataRequired(), Length(max=200)])
    abstract = TextAreaField(validators=[Length(max=8000)])
    year_from = IntegerField(validators=[Optional(), NumberRange(900, 2100)])
    year_to = IntegerField(validators=[Optional(), NumberRange(900, 2100)])
    closed_until = IntegerField(validators=[Optional(), NumberRange(1900, 2200)])


class Upload(FlaskForm):
    label = StringField(validators=[DataRequired(), Length(max=120)])
    scan = FileField(validators=[FileRequired(), FileSize(max_size=20 * 1024 * 1024)])


class Finding(FlaskForm):
    aid = FileField(validators=[FileRequired(), FileSize(max_size=5 * 1024 * 1024)])


class Duty(FlaskForm):
    duty = SelectField(choices=["reader", "archivist", "keeper"])


class Person(FlaskForm):
    email = StringField(validators=[DataRequired(), Email(), Length(max=254)])
    name = StringField(validators=[DataRequired(), Length(max=80)])


class Confirm(FlaskForm):
    pass
