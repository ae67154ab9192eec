from decimal import Decimal

from marshmallow import Schema, ValidationError, fields, validate, validates

from .models import ClaimStatus
from .passwords import policy_violation


class LoginSchema(Schema):
    email = fields.Email(required=True, validate=validate.Length(max=254))
    password = fields.String(required=True, load_only=True, validate=validate.Length(min=1, max=128))


class PasswordChangeSchema(Schema):
    current = fields.String(required=True, load_only=True, validate=validate.Length(min=1, max=128))
    new = fields.String(required=True, load_only=True)

    @validates("new")
    def strong_enough(self, value: str, data_key: str) -> None:
        if reason := policy_violation(value):
            raise ValidationError(reason)


class TokenSchema(Schema):
    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)


class DocumentSchema(Schema):
    id = fields.UUID(dump_only=True)
    name = fields.String(dump_only=True)
    content_type = fields.String(dump_only=True)


class ClaimSchema(Schema):
    id = fields.UUID(dump_only=True)
    title = fields.String(required=True, validate=validate.Length(min=3, max=120))
    amount = fields.Decimal(
        required=True,
        places=2,
        as_string=True,
        allow_nan=False,
        validate=validate.Range(min=Decimal("0.01"), max=Decimal("5000000")),
    )
    status = fields.Enum(ClaimStatus, by_value=True, dump_only=True)
    created_at = fields.DateTime(dump_only=True)


class ClaimDetailSchema(ClaimSchema):
    documents = fields.List(fields.Nested(DocumentSchema), dump_only=True)


class ClaimQuerySchema(Schema):
    status = fields.Enum(ClaimStatus, by_value=True)
    sort = fields.String(load_default="-created_at")
    limit = fields.Integer(load_default=25, validate=validate.Range(min=1, max=100))
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0, max=10_000))


class DecisionSchema(Schema):
    status = fields.Enum(
        ClaimStatus, by_value=True, required=True,
        validate=validate.OneOf([ClaimStatus.APPROVED, ClaimStatus.REJECTED]),
    )


class HeaderSchema(Schema):
    idempotency_key = fields.UUID(required=True, data_key="Idempotency-Key")
