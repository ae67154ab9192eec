"""Bodies and queries, checked by marshmallow."""
from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate

from .errors import Problem

COMMON = {"password", "passwort", "12345678", "1234567890", "qwertyuiop", "letmein123", "welcome123", "password123"}


def strong(value):
    if value.lower() in COMMON or len(set(value)) < 4:
        raise ValidationError("This password is too easy to guess.")


def text(most=200, least=1, **more):
    return fields.String(validate=validate.Length(min=least, max=most), **more)


def password(**more):
    return fields.String(validate=[validate.Length(min=10, max=200), strong], **more)


class Base(Schema):
    class Meta:
        unknown = EXCLUDE

    @pre_load
    def trim(self, data, **_):
        if not isinstance(data, dict):
            return data
        return {k: v.strip() if isinstance(v, str) and k != "password" else v for k, v in data.items()}


class Register(Base):
    email = fields.Email(required=True, validate=validate.Length(max=160))
    password = password(required=True)
    name = text(120, required=True)
    institution = text(160)


class Login(Base):
    email = text(160, required=True)
    password = text(200, required=True)


class Refresh(Base):
    refresh_token = text(2000, required=True)


class Forgot(Base):
    email = text(160, required=True)


class Reset(Base):
    code = text(100, required=True)
    password = password(required=True)


class Profile(Base):
    name = text(120)
    phone = text(40, least=0, allow_none=True)
    bio = text(4000, least=0, allow_none=True)
    public_profile = fields.Boolean()


class PasswordChange(Base):
    current = text(200, required=True)
    password = password(required=True)


class NewToken(Base):
    label = text(80, required=True)
    scopes = fields.List(fields.String(validate=validate.OneOf([
        "proposals:read", "proposals:write", "calls:read", "exports:read"])), required=True, validate=validate.Length(min=1, max=4))


class Ids(Base):
    ids = fields.List(fields.Integer(strict=True, validate=validate.Range(min=1, max=2**53)), required=True, validate=validate.Length(min=1, max=100))


class InstitutionPatch(Base):
    name = text(160)
    country = fields.String(validate=validate.Regexp(r"^[A-Z]{2}\Z"))
    homepage = fields.Url(schemes={"http", "https"}, allow_none=True, validate=validate.Length(max=300))
    iban = fields.String(validate=validate.Regexp(r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}\Z"))


class CallBody(Base):
    code = fields.String(required=True, validate=validate.Regexp(r"^[A-Z0-9-]{3,20}\Z"))
    title = text(200, required=True)
    kind = fields.String(load_default="project", validate=validate.OneOf(["project", "travel"]))
    deadline = fields.Date(required=True)
    ceiling = fields.Integer(strict=True, required=True, validate=validate.Range(min=1, max=10**10))
    places = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=1000))
    letter = text(4000, least=0)


class ProposalBody(Base):
    call_id = fields.Integer(strict=True, required=True, validate=validate.Range(min=1, max=2**31))
    title = text(200, required=True)
    abstract = text(8000, least=0, load_default="")
    keywords = text(200, least=0, load_default="")
    copy_from = fields.Integer(strict=True, validate=validate.Range(min=1, max=2**31))


class ProposalPatch(Base):
    title = text(200)
    abstract = text(8000, least=0)
    keywords = text(200, least=0)
    extra = fields.Dict(keys=fields.String(validate=validate.OneOf(["topic", "discipline", "ethics", "partners"])),
                        values=fields.String(validate=validate.Length(max=400)))


class BudgetItem(Base):
    label = text(160, required=True)
    amount = fields.Raw(required=True)


class Budget(Base):
    lines = fields.List(fields.Nested(BudgetItem), required=True, validate=validate.Length(max=100))


class Condition(Base):
    field = text(80, required=True)
    op = fields.String(load_default="eq", validate=validate.OneOf(["eq", "ne", "contains"]))
    value = text(200, least=0, required=True)


class SearchBody(Base):
    conditions = fields.List(fields.Nested(Condition), required=True, validate=validate.Length(max=10))


class Bulk(Ids):
    action = fields.String(required=True, validate=validate.OneOf(["archive", "restore"]))


class CommentBody(Base):
    body = text(4000, required=True)
    reply_to = fields.Integer(strict=True, allow_none=True, validate=validate.Range(min=1, max=2**31))


class Assignment(Base):
    reviewer_id = fields.Integer(strict=True, required=True, validate=validate.Range(min=1, max=2**31))


class Score(Base):
    score = fields.Integer(strict=True, required=True, validate=validate.Range(min=1, max=10))
    remarks = text(4000, required=True)
    confidential = text(4000, least=0, allow_none=True)


class Decision(Base):
    outcome = fields.String(required=True, validate=validate.OneOf(["awarded", "rejected"]))
    amount = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=10**10))


class WebhookBody(Base):
    url = text(400, required=True)


class UserPatch(Base):
    role = fields.String(validate=validate.OneOf(["applicant", "reviewer", "officer", "admin"]))
    active = fields.Boolean()


class BankEvent(Base):
    reference = text(60, required=True)
    status = fields.String(required=True, validate=validate.OneOf(["paid", "failed"]))


class Paging(Base):
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=100000))
    per_page = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


def body(schema, partial=False):
    try:
        data = request.get_json(silent=True)
    except RecursionError:
        data = None
    if not isinstance(data, dict):
        raise Problem(400, "A JSON object is expected")
    return schema().load(data, partial=partial)


def paging():
    found = Paging().load(request.args.to_dict())
    return {"limit": found["per_page"], "offset": (found["page"] - 1) * found["per_page"]}
